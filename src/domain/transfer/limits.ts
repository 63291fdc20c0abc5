import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { DAY } from '../base/time.ts';
import { sizeOfRelease } from '../operation/manifest.ts';
import type { Operation } from '../operation/operation.ts';
import { saidAbout } from '../operation/said-about.ts';
import { type EgressLimit, type LimitMeasure, limitMeasures } from '../project/egress-limits.ts';

export const takeSchema = z.strictObject({
  exportId: z.string(),
  /** 0 where its project asks for no approval. */
  round: z.number(),
  at: z.string(),
  bytes: z.number(),
  files: z.number(),
  /** At most so many; missing where no evidence tells them of any file. */
  rows: z.number().exactOptional(),
  /** Files whose rows evidence does not tell, where it tells others. */
  uncounted: z.number().exactOptional(),
  /** Object id of whoever submitted it; empty where nobody did. */
  person: z.string(),
  /** By name; empty where the source is unknown. */
  datasets: z.array(z.string()),
});
/** What one release took of the limits of its project. */
export type Take = Frozen<z.infer<typeof takeSchema>>;

/** Clocks of instances differ: a take counts so much longer than the days of a limit, so that no window exceeds it by any clock. */
const clocksApart = 60_000;
/** No limit looks further back. */
const longestDays = 365;

type Amounts = Readonly<Record<LimitMeasure, number>>;

/** What was `taken` by earlier releases, and is `wanted` by this one. */
interface Counted {
  readonly taken: Amounts;
  readonly wanted: Amounts;
}

/** How one limit stands for a package, as its hard and its soft amounts count, and when it fits. Without `fitsFrom` it never does, being larger than the limit. */
export interface LimitLook {
  readonly limit: EgressLimit;
  /** The one for which it is counted; empty for one of another kind, and for datasets of which nothing is known. */
  readonly dataset: string;
  readonly hard: Counted;
  readonly soft: Counted;
  /** Files among all of these whose rows nobody counted. */
  readonly uncounted: number;
  readonly fits: boolean;
  readonly fitsFrom: Date | undefined;
  readonly isOverSoft: boolean;
}

/** What the release of the package takes at that time. */
export function takeOf(operation: Operation, now: Date): Take {
  const { id, round = 0, package: frozen, submission } = operation;
  if (frozen === undefined) throw new Error(`The package ${id} has no digest, so nothing says how much would leave`);
  const { count: files, bytes } = sizeOfRelease(frozen);
  const { madeFrom = 'unknown' } = saidAbout(operation);
  const datasets = madeFrom === 'unknown' ? [] : [...new Set(madeFrom.map(({ name }) => name))];
  const take = { exportId: id, round, at: now.toISOString(), bytes, files, person: submission?.by.oid ?? '', datasets };
  return { ...take, ...rowsOf(operation) };
}

function rowsOf({ inspection }: Operation): Pick<Take, 'rows' | 'uncounted'> {
  const { evidence } = inspection ?? {};
  if (evidence === undefined || 'missing' in evidence || evidence.rows === undefined) return {};
  const { most: rows, uncounted } = evidence.rows;
  return uncounted === 0 ? { rows } : { rows, uncounted };
}

/** Each limit as it stands for the release, once for each dataset that it concerns. */
export function lookAtLimits(
  limits: readonly EgressLimit[],
  takes: readonly Take[],
  wanted: Take,
  now: Date,
): readonly LimitLook[] {
  return limits.flatMap((limit) => {
    const within = takes.filter((take) => now.getTime() < leavesAt(take, limit));
    return scopesOf(limit, within, wanted).map((scope) => lookAt(limit, within, { ...scope, wanted, now }));
  });
}

/** When the package fits every one of these, if nothing else leaves before; undefined for never. */
export function fitsAllFrom(looks: readonly LimitLook[]): Date | undefined {
  const times = looks.flatMap(({ fitsFrom }) => fitsFrom?.getTime() ?? []);
  return times.length < looks.length ? undefined : new Date(Math.max(...times));
}

/** The names of the soft limits that it exceeds. */
export function overSoft(looks: readonly LimitLook[]): readonly string[] {
  return [...new Set(looks.filter(({ isOverSoft }) => isOverSoft).map(({ limit }) => limit.name))];
}

/** Those that no limit looks back to any more. */
export function oldTakes(takes: readonly Take[], now: Date): readonly Take[] {
  return takes.filter((take) => now.getTime() >= leavesAt(take, { days: longestDays }));
}

function leavesAt({ at }: Take, { days }: Pick<EgressLimit, 'days'>): number {
  return Date.parse(at) + days * DAY + clocksApart;
}

/** Which takes count, and for which dataset. */
interface Scope {
  readonly dataset: string;
  readonly counts: (take: Take) => boolean;
}

function scopesOf({ of }: EgressLimit, takes: readonly Take[], wanted: Take): readonly Scope[] {
  if (of === 'project') return [{ dataset: '', counts: () => true }];
  if (of === 'person') return [{ dataset: '', counts: ({ person }) => person === wanted.person }];
  const known = wanted.datasets.length > 0 ? wanted.datasets : ['', ...takes.flatMap(({ datasets }) => datasets)];
  return [...new Set(known)].map((dataset) => ({
    dataset,
    counts: ({ datasets }) => datasets.length === 0 || datasets.includes(dataset),
  }));
}

/** What was made from an unknown source may be of any dataset: it counts for each, but only half where a package has to wait. */
function hardWeight({ of }: EgressLimit, { datasets }: Take): number {
  return of === 'dataset' && datasets.length === 0 ? 0.5 : 1;
}

interface Wanted extends Scope {
  readonly wanted: Take;
  readonly now: Date;
}

function lookAt(limit: EgressLimit, within: readonly Take[], { dataset, wanted, counts, now }: Wanted): LimitLook {
  const counting = within.filter(counts).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const counted = (weight: (take: Take) => number): Counted => ({
    taken: counting.reduce((sum, take) => plus(sum, take, weight(take)), nothing),
    wanted: plus(nothing, wanted, weight(wanted)),
  });
  const [hard, soft] = [counted((take) => hardWeight(limit, take)), counted(() => 1)];
  let [left, from] = [hard.taken, now.getTime()];
  for (const take of counting) {
    if (isWithin(limit.hard, { ...hard, taken: left })) break;
    left = plus(left, take, -hardWeight(limit, take));
    from = leavesAt(take, limit);
  }
  const fitsFrom = isWithin(limit.hard, { ...hard, taken: left }) ? new Date(from) : undefined;
  const uncounted = [...counting, wanted].reduce((sum, take) => sum + uncountedIn(take), 0);
  const [fits, isOverSoft] = [isWithin(limit.hard, hard), !isWithin(limit.soft, soft)];
  return { limit, dataset, hard, soft, uncounted, fits, fitsFrom, isOverSoft };
}

const nothing: Amounts = { packages: 0, files: 0, rows: 0, bytes: 0 };

function uncountedIn({ files, rows, uncounted = 0 }: Take): number {
  return rows === undefined ? files : uncounted;
}

function plus(sum: Amounts, { files, rows = 0, bytes }: Take, weight: number): Amounts {
  return {
    packages: sum.packages + weight,
    files: sum.files + weight * files,
    rows: sum.rows + weight * rows,
    bytes: sum.bytes + weight * bytes,
  };
}

function isWithin(most: EgressLimit['hard'] = {}, { taken, wanted }: Counted): boolean {
  return limitMeasures.every((amount) => taken[amount] + wanted[amount] <= (most[amount] ?? Number.POSITIVE_INFINITY));
}
