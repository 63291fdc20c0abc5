import { expect, test } from 'vitest';
import { readPrices } from '../../../scripts/costs.ts';
import { idleExecutions, sumOf } from '../../../scripts/idle.ts';
import { groupsOfKinds, monthOf, readScale, scaleSchema } from '../../../scripts/scale.ts';
import { scaleText } from '../../../scripts/scale-page.ts';
import { countScale } from './count.ts';

const small = { projects: 2, approvers: 4, machines: 8, ended: 8, reviews: 4, changes: 3, datasets: 4 };

test('a small year is played whole, and tells of the same things as the large one', async () => {
  const scale = scaleSchema.parse(await countScale(small));
  expect(scale.kinds.map(({ kind }) => kind)).toEqual(readScale().kinds.map(({ kind }) => kind));
  for (const { kind, spent } of scale.kinds) expect(spent.requests, kind).toBeGreaterThan(0);
  const large = readScale().kinds.find(({ kind }) => kind === 'sweep');
  const [sweep] = scale.kinds;
  expect(sweep?.spent.requests).toBeLessThan(large?.spent.requests ?? 0);
});

test('a month is each thing times its number, and the sum of its groups', () => {
  const { kinds } = readScale();
  const parts = groupsOfKinds.map((of) => monthOf(kinds.filter(({ group }) => group === of)));
  const all = monthOf(kinds);
  for (const key of ['executions', 'requests', 'dollars'] as const)
    expect(parts.reduce((sum, month) => sum + month[key], 0)).toBeCloseTo(all[key], 3);
});

test('what a month costs is what is used by the price list', () => {
  const prices = readPrices();
  const spent = { requests: 30, tables: 10, blobReads: 10, blobWrites: 10, resourceManager: 0, runs: 1, entities: 0 };
  const kind = { kind: 'one', group: 'events', aMonth: 1000, executions: 1, activities: 2 } as const;
  const { dollars } = monthOf([{ ...kind, spent: { ...spent, processor: 10, wall: 500 } }], prices);
  const { uses, factory } = prices;
  const paid = (many: number, { units, price }: { readonly units: number; readonly price: number }) =>
    (many / units) * price;
  const runs = (1000 / 60) * factory.hour;
  const storage = paid(20_000, uses.table) + paid(10_000, uses.blobRead) + paid(10_000, uses.blobWrite);
  expect(dollars).toBeCloseTo(
    paid(1000, uses.execution) + paid(1000, uses.event) + storage + runs + 1000 * 0.5 * 2 * 2.6e-5,
    6,
  );
});

test('the page says of each number what it is, and first which limits are met', () => {
  const [, limits = ''] = scaleText().split('## Which limit of Azure comes first');
  const met = [...limits.matchAll(/^\|.*\| (yes|no) +\|/gm)].map(([, word]) => word);
  expect(met).toEqual([...met].toSorted().toReversed());
  for (const word of ['Counts', 'Processor', 'Wall', 'A month']) expect(scaleText()).toContain(`**${word}**`);
});

test('a deployment in which nothing happens executes its three timers, no more than 22,000 times in 30 days', () => {
  expect(Object.fromEntries(idleExecutions())).toEqual({
    SWEEP_SCHEDULE: 8640,
    COMPUTE_SCHEDULE: 8640,
    INSPECT_SCHEDULE: 2880,
  });
  expect(sumOf(idleExecutions())).toBeLessThanOrEqual(22_000);
  expect(scaleText()).toContain('20,160 executions');
});
