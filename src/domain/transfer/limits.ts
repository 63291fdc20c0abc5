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

/** How one limit stands for a package: `taken` by earlier releases, `wanted` by this one, and when it fits. Without `fitsFrom` it never does, being larger than the limit. */
export interface LimitLook {
  readonly limit: EgressLimit;
  /** The one for which it is counted; empty for one of another kind, and for datasets of which nothing is known. */
  readonly dataset: string;
  readonly taken: Amounts;
  readonly wanted: Amounts;
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

/** How much of a take counts, and for which dataset. */
interface Scope {
  readonly dataset: string;
  readonly weight: (take: Take) => number;
}

/** What was made from an unknown source may be of any dataset, so it counts half for each. */
function scopesOf({ of }: EgressLimit, takes: readonly Take[], wanted: Take): readonly Scope[] {
  if (of === 'project') return [{ dataset: '', weight: () => 1 }];
  if (of === 'person') return [{ dataset: '', weight: ({ person }) => (person === wanted.person ? 1 : 0) }];
  const known = wanted.datasets.length > 0 ? wanted.datasets : ['', ...takes.flatMap(({ datasets }) => datasets)];
  return [...new Set(known)].map((dataset) => ({
    dataset,
    weight: ({ datasets }) => (datasets.length === 0 ? 0.5 : datasets.includes(dataset) ? 1 : 0),
  }));
}

interface Wanted extends Scope {
  readonly wanted: Take;
  readonly now: Date;
}

function lookAt(limit: EgressLimit, within: readonly Take[], { dataset, wanted, weight, now }: Wanted): LimitLook {
  const counting = within.filter((take) => weight(take) > 0).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const taken = counting.reduce((sum, take) => plus(sum, take, weight(take)), nothing);
  const own = plus(nothing, wanted, weight(wanted));
  let [left, from] = [taken, now.getTime()];
  for (const take of counting) {
    if (isWithin(limit.hard, left, own)) break;
    left = plus(left, take, -weight(take));
    from = leavesAt(take, limit);
  }
  const fitsFrom = isWithin(limit.hard, left, own) ? new Date(from) : undefined;
  const fits = isWithin(limit.hard, taken, own);
  const uncounted = [...counting, wanted].reduce((sum, take) => sum + uncountedIn(take), 0);
  const isOverSoft = !isWithin(limit.soft, taken, own);
  return { limit, dataset, taken, wanted: own, uncounted, fits, fitsFrom, isOverSoft };
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

function isWithin(most: EgressLimit['hard'] = {}, taken: Amounts, wanted: Amounts): boolean {
  return limitMeasures.every((amount) => taken[amount] + wanted[amount] <= (most[amount] ?? Number.POSITIVE_INFINITY));
}
