import type { Actor } from '../domain/operation-table.ts';

/** Who acts next, for people. */
export const actorWords: Readonly<Record<Actor, string>> = {
  system: 'Sallyport',
  owner: 'Data owner',
  researcher: 'Researcher',
  approvers: 'Approvers',
  operator: 'Operator',
};

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A size for people, in powers of 1,000 as storage bills it: `812 bytes`, `1.4 MB`. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `1 file`, `1,204 files`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });

/** A moment in UTC, from an ISO string: `24 Nov 2026, 14:05 UTC`. */
export function momentText(iso: string): string {
  return `${date.format(new Date(iso))} UTC`;
}

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** The day of a moment in UTC, where the year is clear: `24 Nov`. */
export function dayText(iso: string): string {
  return day.format(new Date(iso));
}

const steps = [
  { seconds: 86_400, unit: 'day' },
  { seconds: 3_600, unit: 'hour' },
  { seconds: 60, unit: 'minute' },
] as const;
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' });

/** How far a moment is from now: `in 3 days`, `2 hours ago`, `just now`. */
export function distanceText(iso: string, now: Date): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  for (const step of steps) {
    if (Math.abs(seconds) >= step.seconds) return relative.format(Math.trunc(seconds / step.seconds), step.unit);
  }
  return seconds > 0 ? 'in less than a minute' : 'just now';
}

/** A name cut in the middle to at most `length` characters, so that its beginning and its extension both show. */
export function shortName(name: string, length = 80): string {
  const characters = [...name];
  if (characters.length <= length) return name;
  const tail = Math.floor(length / 3);
  return `${characters.slice(0, length - tail - 1).join('')}…${characters.slice(-tail).join('')}`;
}

const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * A name for a mail, which has no element to isolate it in: one that holds a control character, a line break or a character that
 * turns the reading direction is shown as JSON text, `"report\u202efdp.exe"`, and others as they are.
 */
export function printable(name: string): string {
  if (name.search(unprintable) === -1) return name;
  const escaped = (character: string) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(name).replace(unprintable, escaped);
}
