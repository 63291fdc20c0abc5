const minute = 60_000;

/** How long it is from one time to another, in the largest fitting unit: `5 min`, `3 h`, `12 days`. */
export function span(from: Date, until: Date): string {
  const minutes = Math.floor(Math.abs(until.getTime() - from.getTime()) / minute);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
