/** A day in milliseconds: 24 hours, without regard to summer time. */
export const DAY = 24 * 60 * 60 * 1000;

/** The time so many days later. */
export function daysLater(time: Date, days: number): Date {
  return new Date(time.getTime() + days * DAY);
}
