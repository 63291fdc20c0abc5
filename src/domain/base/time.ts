/** A day in milliseconds: 24 hours, without regard to summer time. */
export const DAY = 24 * 60 * 60 * 1000;

/** To how much times are revealed outside, and stand in ids: what happens within it cannot be told apart. */
export const QUARTER = 15 * 60_000;

/** The begin of the quarter of an hour of a time, as text. */
export function quarterOf(time: string): string {
  return new Date(quarterAt(Date.parse(time))).toISOString();
}

/** The same in milliseconds. */
export function quarterAt(time: number): number {
  return Math.floor(time / QUARTER) * QUARTER;
}

export function daysLater(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY);
}

/** Seconds: as many as have passed since, within these bounds. So the pauses double, and nobody has to count. */
export function pauseAfter(
  since: string,
  now: Date,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const age = Math.ceil((now.getTime() - Date.parse(since)) / 1000);
  return Math.min(Math.max(least, age), most);
}

/** Whether a time lies in the same hour as another. */
export function isOfHour(time: string | undefined, now: Date): boolean {
  return time?.slice(0, 13) === now.toISOString().slice(0, 13);
}
