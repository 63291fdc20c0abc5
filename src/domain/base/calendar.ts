/** The day ('YYYY-MM-DD') that it is in a time zone. */
export function localDate(time: Date, zone: string): string {
  return new Date(wallTime(time, zone)).toISOString().slice(0, 10);
}

/** The time of day ('HH:MM') that clocks of a time zone show. */
export function localClock(time: Date, zone: string): string {
  return new Date(wallTime(time, zone)).toISOString().slice(11, 16);
}

/** The moment at which clocks of a time zone show that time ('HH:MM') of a day; one that they skip in spring is the hour after it. */
export function localTime(date: string, clock: string, zone: string): Date {
  return instantOf(Date.parse(`${date}T${clock}:00Z`), zone);
}

/** The moment at which a day ('YYYY-MM-DD') is over in a time zone. */
export function endOfDay(date: string, zone: string): Date {
  return instantOf(Date.parse(`${date}T00:00:00Z`) + day, zone);
}

const day = 24 * 60 * 60 * 1000;

/** Formats that were made before: the runtime needs far longer to make one than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, made);
  return made;
}

/** What the clocks of the zone show at an instant, counted as if it were UTC. */
function wallTime(time: Date, zone: string): number {
  const shown = formatOf(zone).format(time);
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
