/** A day in milliseconds: 24 hours, without regard to summer time. */
export const DAY = 24 * 60 * 60 * 1000;

/** The time so many days later. */
export function daysLater(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY);
}

/**
 * Seconds until something that began at a time is looked at or tried again: as many as it lasts already, within these bounds. So the pauses
 * double, and nobody has to count.
 */
export function pauseAfter(
  since: string,
  now: Date,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const age = Math.ceil((now.getTime() - Date.parse(since)) / 1000);
  return Math.min(Math.max(least, age), most);
}
