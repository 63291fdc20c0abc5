import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleDefinition } from '../../../local/sample/sample.ts';
import { takeLimits } from '../../../src/activities/review/take-limits.ts';
import { type EgressLimit, limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { lookAtLimits, type Take } from '../../../src/domain/transfer/limits.ts';
import { startWorld } from '../world.ts';
import { type Amounts, aboutToLeave, type Stood, type Sums, sumsWith } from './limit-model.ts';

const quarter = 900_000;
const sample = projectSchema.parse(sampleDefinition());
const people = sample.people.researchers.map(({ oid }) => oid);

/** A package of the sample's year: so many quarters of an hour after the one before, as releases leave at ticks. */
const leaving = fc.record({
  after: fc.integer({ min: 0, max: 380 }),
  bytes: fc.integer({ min: 200, max: 5_000_000 }),
  files: fc.integer({ min: 1, max: 12 }),
  rows: fc.constantFrom(undefined, 10, 100, 1000, 10_000),
  person: fc.constantFrom('', ...people),
  datasets: fc.constantFrom([], ['cohort'], ['weather'], ['cohort', 'weather']),
});
const year = fc.array(leaving, { minLength: 150, maxLength: 180 });

const kinds: readonly Pick<EgressLimit, 'of' | 'days'>[] = [
  ...([1, 7, 30, 365] as const).map((days) => ({ of: 'project' as const, days })),
  ...([7, 365] as const).map((days) => ({ of: 'person' as const, days })),
  ...([30, 365] as const).map((days) => ({ of: 'dataset' as const, days })),
];

interface Left extends Amounts {
  readonly after: number;
}

function stood(all: readonly Left[], begin: number): readonly Stood[] {
  let from = begin;
  return all.map(({ after, rows, ...rest }) => {
    from += after * quarter;
    return { ...rest, ...(rows === undefined ? {} : { rows }), from, until: Infinity };
  });
}

/** Each limit as high as what left of the year, and no higher. */
function fittingLimits(all: readonly Stood[]): readonly EgressLimit[] {
  return kinds.map(({ of, days }, at) => {
    const limit = { name: `limit-${at}`, of, days };
    const sums = all.map((own) => sumsWith(limit, own, upTo(all, own), { as: 'hard' }));
    const most = (measure: keyof Sums) => Math.max(1, Math.ceil(Math.max(...sums.map((sum) => sum[measure]))));
    return { ...limit, hard: Object.fromEntries(limitMeasures.map((measure) => [measure, most(measure)])) };
  });
}

/** Of those that leave at one tick, one leaves after the other. */
function upTo(all: readonly Stood[], own: Stood): readonly Stood[] {
  return all.slice(0, all.indexOf(own) + 1);
}

/** How many of the year a lower limit stops, by the rule alone. */
function stoppedBy(limit: EgressLimit, all: readonly Stood[]): number {
  const takes: Take[] = [];
  for (const [number, { from, until: _, ...rest }] of all.entries()) {
    const now = new Date(from);
    const take = { ...rest, exportId: `exp_${number}`, round: 1, at: now.toISOString() };
    if (lookAtLimits([limit], takes, take, now).every(({ fits }) => fits)) takes.push(take);
  }
  return all.length - takes.length;
}

test('no package of a year of the sample is stopped by a limit that it fits', async () => {
  await fc.assert(
    fc.asyncProperty(year, async (all) => {
      const world = await startWorld();
      const left = stood(all, world.now().getTime());
      const limits = fittingLimits(left);
      const project = projectSchema.parse({ ...sample, egress: { ...sample.egress, limits } });
      const outcomes: string[] = [];
      for (const [number, { from, ...amounts }] of left.entries()) {
        await world.pass(from - world.now().getTime());
        const key = await aboutToLeave(world, project.id, number, { rows: undefined, ...amounts });
        const operation = await world.operation(key);
        outcomes.push((await takeLimits(world.ports, operation, project, undefined)).kind);
      }
      expect(outcomes.filter((kind) => kind !== 'taken')).toEqual([]);
      expect((await world.ports.takes.of(project.id)).takes).toHaveLength(left.length);
      await world.stop();
      // With one less of anything somebody would have been stopped, so the limits were no higher than they had to be.
      const lowered = limits.flatMap((limit) =>
        limitMeasures.flatMap((measure) => {
          const most = limit.hard?.[measure] ?? 0;
          return most <= 1 ? [] : { ...limit, hard: { [measure]: most - 1 } };
        }),
      );
      expect(lowered.filter((limit) => stoppedBy(limit, left) === 0)).toEqual([]);
    }),
    { numRuns: 2 },
  );
});
