import { afterEach, describe, expect, test } from 'vitest';
import type { Activities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { revokeRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { person } from '../domain/sample.ts';
import {
  allTables,
  holdsAlone,
  type PutBack,
  putBack,
  putBacks,
  type Snapshot,
  snapshotsOf,
} from '../memory/put-back.ts';
import { partOf } from '../shares.ts';
import { decideAll, decideAs, dropped, goOn } from './packages.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.stop());

const idle = { start: async () => {}, wake: async () => {} };
const otto = { by: 'otto', reason: 'It must not leave' };

/** Ends of a package after which nothing of it may be outside, and what leads there from its review. */
const ends: Readonly<Record<string, (key: OperationKey) => Promise<void>>> = {
  denied: async (key) => {
    await decideAll(world, key, 'deny');
    await goOn(world, key);
  },
  withdrawn: async (key) => {
    await withdrawOperation(world.ports, idle, { key, part: 'researcher', ...otto });
    await goOn(world, key);
  },
  revoked: async (key) => {
    await decideAll(world, key);
    await goOn(world, key);
    await revokeRelease(world.ports, { settings: flowSettings, workflows: idle }, { key, ...otto });
    await world.run('revoke', key);
  },
};

/** Brings a package to its end, and gives what stood in the tables before each step of it. */
async function lived(end: string, what: PutBack) {
  world = await startWorld();
  const key = await dropped(world, 'results');
  await goOn(world, key);
  const taken: { readonly at: string; readonly rows: readonly Snapshot[] }[] = [];
  const take = async (name: string) => {
    taken.push({ at: `${(await world.operation(key)).state}, ${name}`, rows: await snapshotsOf(world, what, key.id) });
  };
  await take('waits for people');
  const { activities } = world;
  const watched = { ...activities };
  for (const name of Object.keys(activities) as (keyof Activities)[])
    Object.assign(watched, {
      [name]: async (input: never) => {
        const result: unknown = await Reflect.apply(activities[name], undefined, [input]);
        await take(`after ${name}`);
        return result;
      },
    });
  Object.assign(world, { activities: watched });
  await ends[end]?.(key);
  Object.assign(world, { activities });
  return { key, taken };
}

/** Long after the runs of before, so that none of them is taken for one of now. */
const later = 60 * 60_000;

/** The flow goes on from the rows, as the next sweep would let it, and people decide where they are asked. */
async function goesOn(key: OperationKey): Promise<void> {
  await goOn(world, key);
  if ((await world.operation(key)).state !== 'in-review') return;
  // One who is refused keeps no other from deciding.
  for (const name of ['Cem', 'Ben', 'Ada'] as const) await decideAs(world, key, name, 'approve').catch(() => {});
  await goOn(world, key);
}

test.each([allTables, holdsAlone])(
  'a hold that was set since $name were put back keeps what is being released',
  async (what) => {
    world = await startWorld();
    const key = await dropped(world, 'results');
    await goOn(world, key);
    await decideAll(world, key);
    await world.run('export', key, { crashAfter: (call) => call === 'checkRelease' });
    const before = await snapshotsOf(world, what, key.id);
    const { oid, email } = person('Otto', 90);
    const caller = { oid, name: 'Otto', emails: [email], roles: [], groups: 'no-claim' as const };
    await setHold(world.ports, idle, { project: key.project, caller, reason: 'a leak is looked into' });
    await putBack(world, before);
    await goOn(world, key);
    expect((await world.operation(key)).hold).toContain('on hold');
    expect(await world.names('released', '')).toEqual([]);
  },
);

describe.each(Object.keys(ends))('of a package that was %s', (end) => {
  test.each(partOf(putBacks, 2).map((what) => [what.name, what] as const))(
    '%s, put back to any time in its review or after it, lets nothing out',
    async (_, what) => {
      const { key, taken } = await lived(end, what);
      expect(await world.names('released', '')).toEqual([]);
      expect(taken.length).toBeGreaterThan(2);
      for (const { at, rows } of taken) {
        await world.pass(later);
        await putBack(world, rows);
        await goesOn(key);
        expect({ at, outside: await world.names('released', '') }).toEqual({ at, outside: [] });
      }
    },
    120_000,
  );
});
