import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partOf } from '../shares.ts';
import { MovedTime, type Outage, type Service, services, type Way, ways } from './outage-ports.ts';
import { Traveller } from './outage-world.ts';
import { startWorld, type World } from './world.ts';

const minute = 60_000;
const hour = 60 * minute;

const everything = Object.keys(services).filter((name): name is Service => name in services);
const copies: readonly Service[] = ['blob storage', 'the tables', 'the audit', 'Data Factory'];

/**
 * Every service in every state of a package. Of a dataset only the states that a package does not have, since both doors share the
 * stages of the first two, and in those that write no receipt and tell nobody only the services that they use.
 */
const states: readonly (readonly [string, Way, readonly Service[]])[] = [
  ['receiving', 'an approved package', everything],
  ['checking', 'an approved package', everything],
  ['freezing', 'an approved package', everything],
  ['in-review', 'an approved package', everything],
  ['releasing', 'an approved package', everything],
  ['denied', 'a denied package', everything],
  ['changes-wanted', 'a package to be changed', ['the tables', 'the audit']],
  ['returning', 'a denied package', everything],
  ['copying', 'a dataset', copies],
  ['verifying', 'a dataset', copies],
  ['deleting', 'a dataset', everything],
  ['discarding', 'a rejected dataset', everything],
  ['withdrawing', 'a withdrawn dataset', ['blob storage', 'the tables', 'the audit']],
];
const moving = new Set(['copying', 'deleting', 'discarding', 'freezing', 'releasing', 'returning']);

interface Row extends Outage {
  readonly way: Way;
}
const rows: readonly Row[] = partOf(
  states.flatMap(([state, way, away]) =>
    away.flatMap((service): Row[] => {
      const first = { service, state, way, at: 'its first step' } as const;
      const isMoving = service === 'Data Factory' && moving.has(state);
      return isMoving ? [first, { ...first, at: 'a running run' }] : [first];
    }),
  ),
  3,
);

/** Three days, at times when a try is due: after minutes, after hours, and when it is stalled. */
const sweeps = [2 * minute, 3 * hour, 26 * hour, 72 * hour];

let clock: MovedTime;
let world: World;
const outcomes = new Map<Row | Way, Awaited<ReturnType<Traveller['outcome']>>>();
const travellers = new Map<Row, Traveller>();
const lasting = new Map<Row, { readonly state: string; readonly failed: number; readonly stalled: number }>();

beforeAll(async () => {
  world = await startWorld();
  clock = new MovedTime(world);
  const names = Object.keys(ways).filter((name): name is Way => name in ways);
  const calm = names.map((way, index) => [way, new Traveller(world, clock, `calm-${index}`, way)] as const);
  const stormy = rows.map(
    (row, index) => [row, new Traveller(world, clock, `storm-${index}`, row.way, { outage: row })] as const,
  );
  for (const [row, traveller] of stormy) travellers.set(row, traveller);
  await some([...calm, ...stormy], async ([, traveller]) => {
    await traveller.put();
    await traveller.begin();
  });
  for (const time of sweeps) {
    clock.ahead = time;
    await some(stormy, async ([row, traveller]) => {
      const report = await traveller.swept();
      const { failed = 0, stalled = 0 } = report ?? {};
      if (time === 72 * hour) lasting.set(row, { state: (await traveller.row()).state, failed, stalled });
    });
  }
  for (const [, traveller] of stormy) traveller.giveBack();
  for (let sweep = 1; sweep <= 2; sweep += 1) {
    clock.ahead += 2 * hour;
    await some(stormy, ([, traveller]) => traveller.swept());
  }
  await some([...calm, ...stormy], async ([name, traveller]) => {
    outcomes.set(name, await traveller.outcome());
  });
}, 1_800_000);
afterAll(() => world.stop());

/** Works on so many at the same time. */
async function some<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = [...things];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

describe('without an outage', () => {
  test.each(Object.entries(ways))('%s ends as %s', (way, state) => {
    const found = [...outcomes].find(([name]) => name === way)?.[1];
    expect(found).toMatchObject({ state, trouble: undefined, owed: [], proofs: { ok: true } });
    // Whoever took an upload back knows.
    if (state !== 'withdrawn') expect(found?.mails.length).toBeGreaterThan(0);
  });
});

describe('a service that is away for three days', () => {
  test.each(rows)('$service, from $at on, while $way is $state: it never fails, and ends as without it', (row) => {
    expect(travellers.get(row)?.met?.state).toBe(row.state);
    const isHeld = row.service === 'Data Factory' && moving.has(row.state);
    expect(lasting.get(row)).toMatchObject(isHeld ? { state: row.state, failed: 0, stalled: 1 } : { failed: 0 });
    expect(outcomes.get(row)).toEqual(outcomes.get(row.way));
  });
});
