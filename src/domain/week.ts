import type { Door } from './door.ts';
import type { Operation } from './operation.ts';
import type { Round } from './round.ts';
import { sizeClass } from './size-class.ts';
import { DAY } from './time.ts';
import { addTime, type Times } from './times.ts';

/** How often each thing happened, by its name. */
type Counts = Readonly<Record<string, number>>;

/**
 * What came to an end in one week at one door. `ends` counts how; files, bytes, size classes and the times from the first file to the
 * end are those of what people got an answer about, so that an operation which ends once more later is not counted twice in them.
 */
export interface DoorWeek {
  readonly ends: Counts;
  readonly files: number;
  readonly bytes: number;
  readonly sizes: Counts;
  readonly times: Times;
}

/** The rounds of approval that were closed in one week: how, and the times from the request to the close. */
export interface ReviewWeek {
  readonly ends: Counts;
  readonly times: Times;
}

/** One ISO week (in UTC) of a project. */
export interface Week {
  readonly week: string;
  readonly ingress: DoorWeek;
  readonly export: DoorWeek;
  readonly reviews: ReviewWeek;
}

/** One end that is counted once, by its key, in the week in which it came. `milliseconds` and `size` are of an answer only. */
export interface Ending {
  readonly key: string;
  readonly week: string;
  readonly of: Door | 'reviews';
  readonly end: string;
  readonly milliseconds?: number;
  readonly size?: { readonly count: number; readonly bytes: number };
}

/** The states in which an operation has come to an end, and whether people got their answer by it. */
const ends: Readonly<Record<string, 'answer' | 'later'>> = {
  available: 'answer',
  released: 'answer',
  returned: 'answer',
  rejected: 'answer',
  discarded: 'later',
  withdrawn: 'later',
  retracted: 'later',
  revoked: 'later',
};

/** The end that the operation has come to by its newest move; undefined while it is on its way. */
export function endingOf(operation: Operation): Ending | undefined {
  const { id, revision, door, state, since, startedAt } = operation;
  const kind = ends[state];
  if (kind === undefined) return undefined;
  const ending = { key: `${id}.${revision}`, week: weekOf(since), of: door, end: state };
  if (kind === 'later') return ending;
  const size = operation.package ?? operation.source;
  return {
    ...ending,
    milliseconds: Math.max(0, Date.parse(since) - Date.parse(startedAt)),
    ...(size === undefined ? {} : { size: { count: size.count, bytes: size.bytes } }),
  };
}

/** The key of the end of a round. One that was opened again after its close is counted by its first close. */
export function roundEndingKey(exportId: string, number: number): string {
  return `${exportId}.round-${number}`;
}

/** The end of a round; undefined while it is open. */
export function endingOfRound({ exportId, number, status, openedAt, closedAt }: Round): Ending | undefined {
  if (status === 'open' || closedAt === undefined) return undefined;
  const milliseconds = Math.max(0, Date.parse(closedAt) - Date.parse(openedAt));
  return { key: roundEndingKey(exportId, number), week: weekOf(closedAt), of: 'reviews', end: status, milliseconds };
}

/** A week in which nothing has ended yet. */
export function emptyWeek(week: string): Week {
  const door = { ends: {}, files: 0, bytes: 0, sizes: {}, times: [] };
  return { week, ingress: door, export: door, reviews: { ends: {}, times: [] } };
}

/** The week with one more end. */
export function withEnding(week: Week, ending: Ending): Week {
  const { of, end, milliseconds, size } = ending;
  const before = week[of];
  const times = milliseconds === undefined ? before.times : addTime(before.times, milliseconds);
  const counted = { ...before, ends: oneMore(before.ends, end), times };
  if (!('files' in counted) || size === undefined) return { ...week, [of]: counted };
  const sizes = oneMore(counted.sizes, sizeClass(size));
  return { ...week, [of]: { ...counted, files: counted.files + size.count, bytes: counted.bytes + size.bytes, sizes } };
}

function oneMore(counts: Counts, name: string): Counts {
  return { ...counts, [name]: (counts[name] ?? 0) + 1 };
}

/** The ISO 8601 week of a time, in UTC: `2026-W48`. A week belongs to the year of its Thursday. */
export function weekOf(time: string): string {
  const date = new Date(time);
  const daysSinceMonday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(date.getTime() + (3 - daysSinceMonday) * DAY);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}
