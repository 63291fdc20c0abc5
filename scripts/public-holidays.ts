import Holidays from 'date-holidays';

/** Which holidays somebody wants: of a country and perhaps a part and a part of that, as ISO 3166 names them. */
export interface Asked {
  readonly place: readonly string[];
  readonly year: number;
}

/** One day on which nobody works. */
export interface Holiday {
  readonly date: string;
  readonly name: string;
}

const form = 'Say which and when, as in: npm run holidays -- GB-ENG 2027';

/** What the command was asked for, or why it cannot be answered. */
export function asked([where = '', when = '', ...more]: readonly string[]): Asked | { readonly refusal: string } {
  if (where === '' || !/^\d{4}$/.test(when) || more.length > 0) return { refusal: form };
  const [country = '', state, region] = where.toUpperCase().split('-');
  const known = new Holidays();
  const lists = [known.getCountries(), known.getStates(country), state ? known.getRegions(country, state) : undefined];
  const parts = [country, state, region];
  for (const [at, part] of parts.entries()) {
    if (part === undefined || lists[at]?.[part] !== undefined) continue;
    const choice = Object.keys(lists[at] ?? {}).join(', ') || 'nothing';
    return { refusal: `'${part}' in ${where} is not known; there is ${choice}. ${form}` };
  }
  return { place: parts.filter((part) => part !== undefined), year: Number(when) };
}

/** The public holidays of a year in their order, substitute days included, each day of longer ones for itself. */
export function publicHolidays([country = '', state = '', region = '']: Asked['place'], year: number): Holiday[] {
  const found = new Holidays(country, state, region, { types: ['public'] }).getHolidays(year);
  const days = found.flatMap(({ date, name, start, end }) => {
    const length = Math.max(Math.round((end.getTime() - start.getTime()) / 86_400_000), 1);
    return Array.from({ length }, (_, more) => ({ date: dayAfter(date.slice(0, 10), more), name }));
  });
  const once = new Map(days.map((day) => [day.date, day]));
  return [...once.values()].sort((one, other) => (one.date < other.date ? -1 : 1));
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
