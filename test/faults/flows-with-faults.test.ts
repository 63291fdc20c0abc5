import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AzuriteWorld, startAzuriteWorld } from '../activities/azurite-world.ts';
import { MovedTime, type Way, ways } from '../activities/outage-ports.ts';
import { Traveller } from '../activities/outage-world.ts';
import type { World } from '../activities/world.ts';
import { partOf } from '../shares.ts';
import { FaultOnce, faultyStack, type OnceKind } from './fault-once.ts';
import { retrying } from './retrying.ts';

vi.mock('@azure/storage-blob', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/data-tables', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('../../src/azure/base/seals/sealed-table.ts', async (original) =>
  (await import('./sdk-calls.ts')).watchedSeals(await original()),
);
vi.mock('../../src/azure/base/listed-marks.ts', async (original) =>
  (await import('./sdk-calls.ts')).watchedMarks(await original()),
);
vi.mock('@azure/keyvault-secrets', async (original) => (await import('./sdk-calls.ts')).watched(await original()));
vi.mock('@azure/arm-datafactory', async (original) => (await import('./sdk-calls.ts')).watched(await original()));

const kinds = partOf<OnceKind>(['unavailable', 'gateway-timeout', 'lost-answer', 'broken-body'], 4);
const everyWay = Object.keys(ways).filter((name): name is Way => name in ways);

/** The last tries of something that failed are an hour apart; a sweep is due each time. */
const hour = 3_600_000;

type Outcome = Awaited<ReturnType<Traveller['outcome']>>;

let clock: MovedTime;
let azure: AzuriteWorld['azure'];
let world: World;
let calm: ReadonlyMap<Way, Outcome>;

beforeAll(async () => {
  ({ azure, world } = await startAzuriteWorld());
  clock = new MovedTime(world);
  const travellers = await putAll('calm');
  await travel(travellers);
  calm = await outcomesOf(travellers);
});
afterAll(() => world.stop());

/** A traveller of each way, with its files at the door. */
async function putAll(name: string): Promise<ReadonlyMap<Way, Traveller>> {
  const travellers = new Map(
    everyWay.map((way, index) => [way, new Traveller(world, clock, `${name}-${index}`, way, { patient: retrying })]),
  );
  for (const traveller of travellers.values()) await traveller.put();
  return travellers;
}

/** Lets all go to their ends. */
async function travel(travellers: ReadonlyMap<Way, Traveller>): Promise<void> {
  const all = [...travellers.values()];
  await Promise.all(all.map((traveller) => traveller.begin()));
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    clock.ahead += hour;
    await Promise.all(all.map((traveller) => traveller.swept()));
  }
}

async function outcomesOf(travellers: ReadonlyMap<Way, Traveller>): Promise<ReadonlyMap<Way, Outcome>> {
  const outcomes = [...travellers].map(async ([way, traveller]) => [way, await traveller.outcome()] as const);
  return new Map(await Promise.all(outcomes));
}

describe.each(kinds)('when the first request of each call meets a fault: %s', (kind) => {
  let met: ReadonlySet<string>;
  let outcomes: ReadonlyMap<Way, Outcome>;

  beforeAll(async () => {
    const travellers = await putAll(kind);
    const faults = new FaultOnce(faultyStack(azure), kind);
    met = faults.met;
    await travel(travellers).finally(() => faults.stop());
    outcomes = await outcomesOf(travellers);
  });

  test.each(everyWay)('%s ends as without it, after as many effects', (way) => {
    expect(outcomes.get(way)).toEqual(calm.get(way));
  });

  test('calls of every service met it', () => {
    const methods = new Set([...met].map((site) => site.split(' ').at(-1)));
    expect([...methods]).toEqual(
      expect.arrayContaining(['createRun', 'queryByFactory', 'submitTransaction', 'appendBlock', 'listBlobsFlat']),
    );
  });
});
