/** The same time of day so many calendar days later in a time zone, also when summer time begins or ends between them. */
export function calendarDaysLater(time: Date, days: number, zone: string): Date {
  return instantOf(wallTime(time, zone) + days * day, zone);
}

/** The moment at which a day ('YYYY-MM-DD') is over in a time zone. */
export function endOfDay(date: string, zone: string): Date {
  return instantOf(Date.parse(`${date}T00:00:00Z`) + day, zone);
}

const day = 24 * 60 * 60 * 1000;

/** What the clocks of the zone show at an instant, counted as if it were UTC. */
function wallTime(time: Date, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const shown = format.format(time);
  const [, dd, mm, yyyy, clock] = /^(\d\d)\/(\d\d)\/(\d{4}), ([\d:]{8})$/.exec(shown) ?? [];
  if (clock === undefined) throw new Error(`The time ${time.toISOString()} in ${zone} reads as '${shown}'`);
  return Date.parse(`${yyyy}-${mm}-${dd}T${clock}Z`) + time.getUTCMilliseconds();
}

/** The instant at which clocks of the zone show that time. One that they skip in spring counts as the hour after it. */
function instantOf(wall: number, zone: string): Date {
  const offsetAt = (instant: number) => wallTime(new Date(instant), zone) - instant;
  const before = offsetAt(wall - day);
  const first = wall - before;
  const second = wall - offsetAt(first);
  // Only of a time that clocks skip do the two differ for good: then the offset from before the change decides.
  return new Date(wallTime(new Date(second), zone) === wall ? second : first);
}
