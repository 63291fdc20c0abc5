import { DAY } from '../../../src/domain/base/time.ts';
import type { Operation, OperationKey } from '../../../src/domain/operation/operation.ts';
import { type EgressLimit, type LimitMeasure, limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import type { Take } from '../../../src/domain/transfer/limits.ts';
import { sampleOperation } from '../../domain/sample.ts';
import type { World } from '../world.ts';

/** What leaves with a package, and for whom it counts. */
export interface Amounts {
  readonly bytes: number;
  readonly files: number;
  /** Undefined where no evidence counted any. */
  readonly rows: number | undefined;
  /** Empty where nobody submitted it. */
  readonly person: string;
  /** Empty where nobody said from what it was made. */
  readonly datasets: readonly string[];
}

/** A release as it stood, by the true time. */
export interface Stood extends Pick<Take, 'files' | 'bytes' | 'rows' | 'person' | 'datasets'> {
  readonly from: number;
  readonly until: number;
}

export type Sums = Readonly<Record<LimitMeasure, number>>;

/** For which persons or datasets a release counts under a limit: for one that is unknown, each dataset that there is. */
function kindsOf({ of }: EgressLimit, { person, datasets }: Stood, all: readonly Stood[]): readonly string[] {
  if (of === 'project') return [''];
  if (of === 'person') return [person];
  return datasets.length > 0 ? datasets : [...new Set(['', ...all.flatMap((one) => one.datasets)])];
}

function weightOf({ of }: EgressLimit, kind: string, { person, datasets }: Stood, unknown: number): number {
  if (of === 'project') return 1;
  if (of === 'person') return person === kind ? 1 : 0;
  return datasets.length === 0 ? unknown : Number(datasets.includes(kind));
}

/** How much of a release of an unknown source counts for a dataset. */
const unknownWeights = { hard: 0.5, soft: 1 } as const;

interface Counting {
  readonly as: keyof typeof unknownWeights;
  /** So many milliseconds longer ago. */
  readonly more?: number;
}

/** The largest sums of the days of the limit that end with a release, which is among them. */
export function sumsWith(limit: EgressLimit, own: Stood, all: readonly Stood[], { as, more = 0 }: Counting): Sums {
  const begin = own.from - limit.days * DAY - more;
  const within = all.filter(({ from, until }) => from <= own.from && until > own.from && from >= begin);
  const sums = (value: (one: Stood) => number) =>
    kindsOf(limit, own, within).map((kind) =>
      within.reduce((sum, one) => sum + weightOf(limit, kind, one, unknownWeights[as]) * value(one), 0),
    );
  const most = (value: (one: Stood) => number) => Math.max(...sums(value));
  const [files, rows] = [most((one) => one.files), most((one) => one.rows ?? 0)];
  return { packages: most(() => 1), files, rows, bytes: most((one) => one.bytes) };
}

export function exceeds(sums: Sums, amounts: EgressLimit['hard'] = {}): boolean {
  return limitMeasures.some((measure) => sums[measure] > (amounts[measure] ?? Infinity));
}

const verdicts = { note: 0, notChecked: 0, review: 0, block: 0 };

/** Opens a package of a project that is approved, and about to leave. */
export async function aboutToLeave(
  { ports }: Pick<World, 'ports'>,
  project: string,
  number: number,
  { bytes, files, rows, person, datasets }: Amounts,
): Promise<OperationKey> {
  const at = ports.clock.now().toISOString();
  const operation: Operation = sampleOperation({
    ...{ id: `exp_${String(number).padStart(26, '0')}`, door: 'export', project, name: `package ${number}` },
    ...{ state: 'releasing', round: 1, package: { digest: 'd'.repeat(64), count: files, bytes }, since: at },
    ...(datasets.length === 0
      ? {}
      : { saidInside: { madeFrom: datasets.map((name) => ({ id: `ing_${name}`, name, version: 1 })) } }),
    ...(person === '' ? {} : { submission: { purpose: 'A paper', by: { oid: person }, at } }),
    ...(rows === undefined ? {} : { inspection: { at, evidence: evidenceOf(files, rows) } }),
  });
  await ports.register.open(operation, []);
  return { project, id: operation.id };
}

function evidenceOf(files: number, rows: number) {
  return {
    ...{ hash: 'e'.repeat(64), verdicts: { ...verdicts, lookedAt: files }, unchecked: 0, types: ['table' as const] },
    rows: { most: rows, uncounted: 0 },
  };
}
