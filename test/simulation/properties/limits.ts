import { DAY } from '../../../src/domain/base/time.ts';
import { mayHaveLeft } from '../../../src/domain/operation/take-back.ts';
import { type EgressLimit, limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import type { Take } from '../../../src/domain/transfer/limits.ts';
import type { ServiceCall } from '../../memory/hook.ts';
import { projectId } from '../definition.ts';
import { type End, isJustLost, isRunAsked, type Property } from './property.ts';

/** What a release took, and from when until when it stood, by the true time. */
interface Stood {
  readonly take: Take;
  readonly from: number;
  until: number;
}

const keyOf = ({ exportId, round }: Pick<Take, 'exportId' | 'round'>) => `${exportId}:${round}`;

function isTaking({ service, operation, args }: ServiceCall): boolean {
  return service === 'table register' && operation === 'transact' && JSON.stringify(args).includes('take:');
}

interface Sums {
  readonly limit: EgressLimit;
  readonly kind: 'soft' | 'hard';
}

/** How much of a take counts beside another one, for one of its datasets. */
function weightOf({ limit: { of }, kind }: Sums, own: Take, dataset: string, other: Take): number {
  if (of === 'person') return other.person === own.person ? 1 : 0;
  if (of === 'project' || other.datasets.includes(dataset)) return 1;
  if (other.datasets.length > 0) return 0;
  return kind === 'hard' ? 0.5 : 1;
}

/** The largest sums of the days that end with the take, over its datasets. */
function sumsAt(sums: Sums, { take, from }: Stood, all: readonly Stood[]) {
  const { limit } = sums;
  const within = all.filter((one) => one.from <= from && one.from > from - limit.days * DAY && one.until > from);
  const datasets = limit.of === 'dataset' && take.datasets.length > 0 ? take.datasets : [''];
  const sum = (dataset: string, value: (one: Take) => number) =>
    within.reduce((before, one) => before + weightOf(sums, take, dataset, one.take) * value(one.take), 0);
  const most = (value: (one: Take) => number) => Math.max(...datasets.map((dataset) => sum(dataset, value)));
  const [files, bytes] = [most((one) => one.files), most((one) => one.bytes)];
  return { packages: most(() => 1), files, rows: most(({ rows = 0 }) => rows), bytes };
}

function exceeds(limit: EgressLimit, kind: 'soft' | 'hard', own: Stood, all: readonly Stood[]): boolean {
  const sums = sumsAt({ limit, kind }, own, all);
  return limitMeasures.some((measure) => sums[measure] > (limit[kind]?.[measure] ?? Infinity));
}

/** By two operators, who are not the same. */
function isPassed({ events }: End, { exportId }: Take): boolean {
  return events.some(({ kind, operation, actor }) => {
    if (kind !== 'limit.passed' || operation !== exportId) return false;
    return events.some(
      (asked) => asked.kind === 'limit.pass-asked' && asked.operation === exportId && asked.actor !== actor,
    );
  });
}

function overLimitsOf({ reviews }: End, { exportId, round }: Take): readonly string[] {
  const found = reviews.get(exportId)?.rounds.find(({ number }) => number === round);
  return found?.rules.overLimits ?? [];
}

/** At no instant more was taken than a limit says, but for what two operators let pass, or one approver more; and what leaves took its part once, first. */
export const limitsHold: Property = {
  what: 'no more leaves than the limits of the project say',
  watch({ world, god, broken }) {
    const stood = new Map<string, Stood>();
    const look = async () => {
      const { takes } = await god.takes.of(projectId);
      const now = world.time.now().getTime();
      const keys = new Set(takes.map(keyOf));
      for (const [key, one] of stood) if (!keys.has(key) && one.until > now) one.until = now;
      for (const take of takes) {
        const known = stood.get(keyOf(take));
        // A restore puts back what stood before.
        if (known?.take.at === take.at) known.until = Infinity;
        else stood.set(keyOf(take), { take, from: now, until: Infinity });
      }
    };
    return {
      concerns: (call) => world.weather.has('limited') && (isTaking(call) || isRunAsked(call)),
      async call(call) {
        if (isTaking(call)) return await look();
        const [pipeline, parameters] = call.args;
        const limits = (await god.projects.get(projectId))?.value.egress.limits ?? [];
        if (pipeline !== 'export-release' || limits.length === 0 || isJustLost(world)) return;
        const id = String(Object(parameters).operationId);
        const operation = (await god.register.get({ project: projectId, id }))?.value;
        if (operation === undefined) return;
        const { takes } = await god.takes.of(projectId);
        const own = takes.filter((take) => keyOf(take) === keyOf({ exportId: id, round: operation.round ?? 0 }));
        if (own.length !== 1) broken(`${id} begins to leave, and it took its part ${own.length} times`);
      },
      end(end) {
        const all = [...stood.values()];
        for (const one of all) {
          const { take } = one;
          for (const limit of end.project.egress.limits ?? []) {
            if (exceeds(limit, 'hard', one, all) && !isPassed(end, take))
              broken(`${keyOf(take)} exceeds the limit ${limit.name}, and nobody let it pass`);
            if (exceeds(limit, 'soft', one, all) && take.round > 0 && !overLimitsOf(end, take).includes(limit.name))
              broken(`${keyOf(take)} exceeds the soft limit ${limit.name}, and no approver more was asked`);
          }
          const operation = end.operations.find(({ id }) => id === take.exportId);
          const hasLeft = operation !== undefined && (operation.state === 'released' || mayHaveLeft(operation));
          if (one.until === Infinity && !hasLeft)
            broken(`${keyOf(take)} was taken, and nothing of it left: it is ${operation?.state}`);
        }
      },
    };
  },
};
