import type { FixedKind } from '../../../domain/audit/audit-kinds.ts';
import { timeBelow } from '../../../domain/base/times.ts';
import type { Held, HeldAudit, Sampled } from './held.ts';

/** What sentences and conditions name, by its path: a number, a word, or whether something is so. */
export type Facts = Readonly<Record<string, number | string | boolean | undefined>>;

export function factsOf(held: Held): Facts {
  const { projects, people, samples, audit, settings, waitingNames, untold, seenAt, pending, holds, receiptKeys } =
    held;
  return {
    ...flat({ projects, people, samples, audit, settings }),
    ...flat({ lines: linesBySubject(audit), year: yearOf(held), open: openOf(held) }),
    ...{ waitingNames, untold, seenAt, pending, holds, receiptKeys },
    'projects.stored': projects.defined + projects.refused,
    'projects.over': projects.ended + projects.lapsed + projects.closed,
    'projects.limited': projects.limitedExtensions + projects.scanned,
    'projects.allWithAccess': projects.withAccess === projects.defined,
    tiers: Object.entries(projects.byTier)
      .map(([tier, count]) => `${tier} ${count}`)
      .join(', '),
    scanned: settings.scannedDoors.length === 0 ? 'no door' : `the door ${settings.scannedDoors.join(' and ')}`,
    'audit.oldestDay': day(audit.oldest),
    'audit.newestDay': day(audit.newest),
  };
}

/** Numbers, words and switches by their path; of a sample also whether it lacks something of what was looked at. */
function flat(all: object): Facts {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]): readonly [string, Facts[string]][] => {
      if (typeof value !== 'object' || value === null) return [[name, value]];
      if (Array.isArray(value)) return [];
      const parts = isSampled(value) ? { ...value, lacks: value.show < value.of } : value;
      return Object.entries(flat(parts)).map(([key, one]) => [`${name}.${key}`, one]);
    }),
  );
}

function isSampled(value: object): value is Sampled {
  return 'show' in value && 'of' in value;
}

/** Kinds of lines by what they are about. Lines about single decisions are left out: who reads this may decide in a review that is open. */
const subjects = {
  changes: ['project.changed'],
  reviews: ['review.opened', 'review.expired', 'review.superseded', 'review.withdrawn'],
  driftFound: ['compute.drift-found'],
  driftMended: ['compute.drift-mended'],
  outcomes: ['compute.outcome'],
  holds: ['hold.set', 'hold.lifted', 'hold.ended'],
} as const satisfies Readonly<Record<string, readonly FixedKind[]>>;

function linesBySubject({ kinds }: HeldAudit) {
  return Object.fromEntries(
    Object.entries(subjects).map(([subject, names]) => {
      const found = names.flatMap((name) => kinds[name] ?? []);
      const count = found.reduce((sum, one) => sum + one.count, 0);
      const last = found.map((one) => one.last).toSorted();
      return [subject, { count, last: day(last.at(-1)) || 'no day' }];
    }),
  );
}

/** The sums of the year that is behind us. */
function yearOf({ weeks: { weeks, projects, of } }: Held) {
  const at = (door: 'ingress' | 'export', ...all: readonly string[]) => {
    const sums: Record<string, number> = { available: 0, released: 0, returned: 0, rejected: 0, files: 0, bytes: 0 };
    for (const week of weeks) {
      for (const [end, count] of Object.entries(week[door].ends)) sums[end] = (sums[end] ?? 0) + count;
      for (const name of ['files', 'bytes'] as const) sums[name] = (sums[name] ?? 0) + week[door][name];
    }
    return { ...sums, all: all.reduce((sum, end) => sum + (sums[end] ?? 0), 0), files: sums['files'] ?? 0 };
  };
  const times: number[] = [];
  for (const week of weeks)
    for (const [index, count] of week.reviews.times.entries()) times[index] = (times[index] ?? 0) + count;
  const [ingress, door] = [at('ingress', 'available', 'rejected'), at('export', 'released', 'returned', 'rejected')];
  return {
    ...{ ingress, export: door, files: ingress.files + door.files },
    reviews: times.reduce((sum, count) => sum + count, 0),
    hours: Math.round((timeBelow(times, 0.5) ?? 0) / 360_000) / 10,
    ofSome: projects < of ? `, of ${projects} of ${of} projects` : '',
  };
}

function openOf({ open }: Held) {
  const inState = (wanted: string) => open.filter(({ state }) => state === wanted).length;
  const inTrouble = open.filter(({ trouble }) => trouble !== undefined).length;
  return { all: open.length, failed: inState('failed'), rejected: inState('rejected'), inTrouble };
}

function day(at = ''): string {
  return at.slice(0, 10);
}
