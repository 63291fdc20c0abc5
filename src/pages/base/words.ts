import { localDate } from '../../domain/base/calendar.ts';
import { capital } from '../../domain/base/count-text.ts';
import { controlPlaneName } from '../../domain/history/known-names.ts';
import type { Actor } from '../../domain/operation/operation-table.ts';

export const actorWords: Readonly<Record<Actor, string>> = {
  system: controlPlaneName,
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

const date = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });

/** The formats of time zones that were asked for: the runtime needs far longer to make one than to use it. */
const zoned = new Map<string, Intl.DateTimeFormat>();

function zonedFormat(timeZone: string): Intl.DateTimeFormat {
  const known = zoned.get(timeZone);
  if (known !== undefined) return known;
  const parts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, ...parts, ...clock });
  zoned.set(timeZone, made);
  return made;
}

/** A moment, from an ISO string: `24 Nov 2026, 14:05 UTC`, and where its project has another time zone `Tue, 24 Nov 2026, 15:05 CET (14:05 UTC)`. */
export function momentText(iso: string, zone = 'UTC'): string {
  const time = new Date(iso);
  const utc = `${date.format(time)} UTC`;
  if (zone === 'UTC') return utc;
  const isSameDay = localDate(time, zone) === iso.slice(0, 10);
  return `${zonedFormat(zone).format(time)} (${isSameDay ? `${time.toISOString().slice(11, 16)} UTC` : utc})`;
}

/** When a page is shown, and the time zone of its project. */
export interface PageTime {
  readonly now: Date;
  readonly timeZone: string;
}

/** When something is to be done by, how far away that is first. */
export function dueText(iso: string, zone: string, now: Date): string {
  return `${capital(distanceText(iso, now))}: ${momentText(iso, zone)}`;
}

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** The day of a moment in UTC, where the year is clear: `24 Nov`. */
export function dayText(iso: string): string {
  return day.format(new Date(iso));
}

const inText = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/** A text in which times are ISO 8601, with times that people read. Whatever only looks like a time stays. */
export function readableTimes(text: string, zone?: string): string {
  return text.replace(inText, (iso) => (Number.isNaN(Date.parse(iso)) ? iso : momentText(iso, zone)));
}

const spans = [
  { milliseconds: 86_400_000, unit: 'd' },
  { milliseconds: 3_600_000, unit: 'h' },
  { milliseconds: 60_000, unit: 'min' },
  { milliseconds: 1_000, unit: 's' },
] as const;

/** How long something took, in its two largest units: `3 d 4 h`, `12 min`, `8 s`. */
export function durationText(from: string, until: string): string {
  let rest = Math.max(0, Date.parse(until) - Date.parse(from));
  const parts = spans.map(({ milliseconds, unit }) => {
    const count = Math.floor(rest / milliseconds);
    rest -= count * milliseconds;
    return { count, unit };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return 'less than 1 s';
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ count, unit }) => `${count} ${unit}`).join(' ');
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
