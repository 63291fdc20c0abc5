import { z } from 'zod';
import type { AuditEvent } from '../audit/chain-line.ts';
import type { Door } from '../base/door.ts';
import type { Frozen } from '../base/frozen.ts';
import { sizeClass } from '../base/size-class.ts';
import { DAY, daysLater } from '../base/time.ts';
import { addTime, type Times } from '../base/times.ts';
import { sizeOfRelease } from '../operation/manifest.ts';
import type { Operation } from '../operation/operation.ts';
import type { Decision } from '../review/decision.ts';
import { countedDecisions, type Round } from '../review/round.ts';
import type { Volume } from './unusual-volume.ts';

const counts = z.record(z.string(), z.number());
const times = z.array(z.number());

/**
 * What came to an end in one week at one door. `ends` counts how; files, bytes, size classes and the times from the first file to the
 * end are those of what people got an answer about, so that an operation which ends once more later is not counted twice in them.
 */
const doorWeek = z.strictObject({
  ...{ ends: counts, files: z.number(), bytes: z.number(), sizes: counts, times },
  /** What was released, whatever became of it later. Missing where nothing was, and in weeks of earlier versions. */
  left: z.strictObject({ files: z.number(), bytes: z.number() }).exactOptional(),
});

export const weekSchema = z.strictObject({
  week: z.string(),
  ingress: doorWeek,
  export: doorWeek,
  /**
   * The rounds of approval that were closed in one week: how, and the times from the request to the close. `turnaround` are the times from the
   * first file of the package to the close, of rounds in which people decided. `compared` counts the rounds with at least two decisions, and
   * `differing` those among them in which the decisions were not all the same.
   */
  reviews: z.strictObject({ ends: counts, times, turnaround: times, compared: z.number(), differing: z.number() }),
  /** The differences between computes and their definition that were found, and those that were seen repaired, in one week. */
  drift: z.strictObject({ ends: counts }),
});
export type Week = Frozen<z.infer<typeof weekSchema>>;
export type DoorWeek = Week[Door];
export type ReviewWeek = Week['reviews'];

/**
 * One end that is counted once, by its key, in the week in which it came. `milliseconds` and `size` are of an answer only, `turnaround` of a
 * round in which people decided, `differs` of one with at least two decisions.
 */
export interface Outcome {
  readonly key: string;
  readonly week: string;
  readonly of: Door | 'reviews' | 'drift';
  readonly end: string;
  readonly milliseconds?: number;
  readonly size?: { readonly count: number; readonly bytes: number };
  /** Of what was released. */
  readonly left?: { readonly count: number; readonly bytes: number };
  readonly turnaround?: number;
  readonly differs?: boolean;
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
export function outcomeOf(operation: Operation): Outcome | undefined {
  const { id, revision, door, state, since, startedAt } = operation;
  const kind = ends[state];
  if (kind === undefined) return undefined;
  const ending = { key: `${id}.${revision}`, week: weekOf(since), of: door, end: state };
  if (kind === 'later') return ending;
  const { package: frozen, source } = operation;
  const size = frozen ?? source;
  const left = state === 'released' && frozen !== undefined ? { left: sizeOfRelease(frozen) } : {};
  return {
    ...left,
    ...ending,
    milliseconds: Math.max(0, Date.parse(since) - Date.parse(startedAt)),
    ...(size === undefined ? {} : { size: { count: size.count, bytes: size.bytes } }),
  };
}

/** The key of the end of a round. One that was opened again after its close is counted by its first close. */
export function roundOutcomeKey(exportId: string, number: number): string {
  return `${exportId}.round-${number}`;
}

/** How a round ends by what people decided. */
const decided: ReadonlySet<Round['status']> = new Set(['approved', 'denied', 'changes-wanted']);

/** The end of a round with the decisions that were taken in it; undefined while it is open. */
export function outcomeOfRound(round: Round, decisions: readonly Decision[]): Outcome | undefined {
  const { exportId, number, status, openedAt, closedAt, filesSince } = round;
  if (status === 'open' || closedAt === undefined) return undefined;
  const until = (from: string) => Math.max(0, Date.parse(closedAt) - Date.parse(from));
  const choices = countedDecisions(round, decisions).map(({ choice }) => choice);
  return {
    ...{ key: roundOutcomeKey(exportId, number), week: weekOf(closedAt), of: 'reviews', end: status },
    milliseconds: until(openedAt),
    ...(decided.has(status) ? { turnaround: until(filesSince) } : {}),
    ...(choices.length < 2 ? {} : { differs: new Set(choices).size > 1 }),
  };
}

/** That a difference of computes was found or seen repaired, by the line of the audit that says so; undefined for any other line. */
export function outcomeOfDrift({ id, kind, at }: Pick<AuditEvent, 'id' | 'kind' | 'at'>): Outcome | undefined {
  const [, end] = /^compute\.drift-(found|mended)$/.exec(kind) ?? [];
  return end === undefined ? undefined : { key: `drift.${id}`, week: weekOf(at), of: 'drift', end };
}

export function emptyWeek(week: string): Week {
  const door = { ends: {}, files: 0, bytes: 0, sizes: {}, times: [] };
  const reviews = { ends: {}, times: [], turnaround: [], compared: 0, differing: 0 };
  return { week, ingress: door, export: door, reviews, drift: { ends: {} } };
}

export function withOutcome(week: Week, ending: Outcome): Week {
  const { of, end } = ending;
  const ends = oneMore(week[of].ends, end);
  if (of === 'drift') return { ...week, drift: { ends } };
  if (of === 'reviews') return { ...week, reviews: { ...withRound(week.reviews, ending), ends } };
  return { ...week, [of]: { ...withAnswer(week[of], ending), ends } };
}

function withRound(reviews: ReviewWeek, { milliseconds, turnaround, differs }: Outcome): ReviewWeek {
  return {
    ...reviews,
    times: oneTimeMore(reviews.times, milliseconds),
    turnaround: oneTimeMore(reviews.turnaround, turnaround),
    compared: reviews.compared + Number(differs !== undefined),
    differing: reviews.differing + Number(differs === true),
  };
}

function withAnswer(before: DoorWeek, { milliseconds, size, left }: Outcome): DoorWeek {
  const times = oneTimeMore(before.times, milliseconds);
  const door =
    left === undefined ? before : { ...before, left: addVolume(before.left, { ...left, files: left.count }) };
  if (size === undefined) return { ...door, times };
  const sizes = oneMore(door.sizes, sizeClass(size));
  return { ...door, times, files: door.files + size.count, bytes: door.bytes + size.bytes, sizes };
}

export function addVolume({ files, bytes }: Volume = { files: 0, bytes: 0 }, more: Volume): Volume {
  return { files: files + more.files, bytes: bytes + more.bytes };
}

function oneTimeMore(times: Times, milliseconds: number | undefined): Times {
  return milliseconds === undefined ? times : addTime(times, milliseconds);
}

function oneMore(counts: Week['drift']['ends'], name: string): Week['drift']['ends'] {
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

/** When an ISO week begins, in UTC. The fourth of January lies in the first week of its year. */
export function mondayOf(week: string): Date {
  const [year = '', number = ''] = week.split('-W');
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  return daysLater(fourth, (Number(number) - 1) * 7 - ((fourth.getUTCDay() + 6) % 7));
}
