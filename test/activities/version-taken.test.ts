import { afterEach, expect, test } from 'vitest';
import { failOperation } from '../../src/activities/lifecycle/fail.ts';
import { takeInventory } from '../../src/activities/transfer/inventory.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { kindsOf } from '../../src/domain/overview/stored-rows.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../src/features/verification/restore/plan-restore.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { allTables, putBack, snapshotsOf } from '../memory/put-back.ts';
import { flowSettings, startWorld, type World } from './world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const project = 'heart-study';

async function upload(world: World, name: string, content: string): Promise<OperationKey> {
  await world.put('ingress', `${project}/${name}/a.csv`, content);
  await world.put('ingress', `${project}/${name}/_COMPLETE`, '');
  return await world.open('ingress', `${project}/${name}/_COMPLETE`);
}

/** Rows of names go, and those of doors, which remember who held them. */
async function loseNames(of: World): Promise<void> {
  const register = of.table('register');
  for await (const { partitionKey = '', rowKey = '' } of register.listEntities())
    if (kindsOf('register', partitionKey, rowKey).some((kind) => /^row:register (?:open|door)$/.test(kind)))
      await register.deleteEntity(partitionKey, rowKey);
}

let world: World;
afterEach(() => world.stop());

test.each([
  ['its number was given', 'move', 2],
  ['its copy was intended', 'prepareTransfer ingress-copy', 1],
])(
  'an upload that was forgotten when %s and then rebuilt leaves alone what the next one published under its number',
  async (_when, called, time) => {
    world = await startWorld();
    await world.run('ingress', await upload(world, 'another', 'before'));
    const before = await snapshotsOf(world, allTables, '');
    let met = 0;
    const first = await upload(world, 'cohort', 'the first');
    await world.run('ingress', first, { crashAfter: (call) => call === called && ++met === time });
    expect(await world.operation(first)).toMatchObject({ state: 'copying', version: 1 });
    await putBack(world, before);
    const second = await upload(world, 'cohort', 'the second');
    await world.run('ingress', second);
    expect(await world.operation(second)).toMatchObject({ state: 'available', version: 1 });
    const published = await world.contents('datasets', '');

    const planned = await planRestore(world.ports, project, undefined, () => false, first.id);
    if (!('plan' in planned)) throw new Error('nothing to rebuild');
    await applyRestore(world.ports, planned.plan, { by: 'otto', reason: 'Tables were put back' });
    await world.put('ingress', `${project}/cohort/a.csv`, 'the first');
    await world.run('ingress', first);
    // A run that was asked for might still show up.
    const clock = { now: () => new Date(world.ports.clock.now().getTime() + 60_000) };
    await failOperation({ ...world.ports, clock }, flowSettings, { key: first, message: '' });
    expect(await world.operation(first)).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringContaining(`is that of ${second.id}`) },
    });
    expect(await world.contents('datasets', '')).toEqual(published);
    await discardOperation(world.ports, idle, { key: first, by: 'otto', reason: 'it was sent again' });
    await world.run('discard', first);
    expect(await world.contents('datasets', '')).toEqual(published);
  },
);

test.each([
  ['its number was given', 'move', 2],
  ['its copy was intended', 'prepareTransfer ingress-copy', 1],
  ['it failed', 'prepareTransfer ingress-copy', 1],
])(
  'no two uploads of a name are to fill one version: the rows of name and door were lost when %s',
  async (when, called, time) => {
    world = await startWorld();
    let met = 0;
    const first = await upload(world, 'cohort', 'the first');
    await world.run('ingress', first, { crashAfter: (call) => call === called && ++met === time });
    if (when === 'it failed') {
      await world.pass(60_000);
      await failOperation(world.ports, flowSettings, { key: first, message: 'the disk is full' });
    }
    await loseNames(world);
    const other = await upload(world, 'another', 'something else');
    const second = await upload(world, 'cohort', 'the second');
    expect(second.id).not.toBe(first.id);
    for (const key of [other, second])
      await world.run('ingress', key, { crashAfter: (call) => call === 'takeInventory' });
    expect((await world.operation(first)).version).toBe(1);
    expect((await world.operation(second)).version).toBe(2);
    expect((await world.operation(other)).version).toBe(1);
  },
);

/** Two uploads of one name that are checked at the same time, since the row by which the first held the name is gone. */
async function twoOfOneName(): Promise<readonly [OperationKey, OperationKey]> {
  world = await startWorld();
  const begin = async (content: string) => {
    const key = await upload(world, 'cohort', content);
    await world.run('ingress', key, { crashAfter: (call) => call === 'move' });
    expect((await world.operation(key)).state).toBe('checking');
    return key;
  };
  const first = await begin('the first');
  await loseNames(world);
  return [first, await begin('the second')];
}

/** An inventory that does `before` when it is to write what it listed, the first time. */
async function inventoryOf(key: OperationKey, before: () => Promise<unknown>): Promise<void> {
  const { register } = world.ports;
  let met = 0;
  const update: typeof register.update = async (stored) => {
    met += 1;
    if (met === 1) await before();
    return await register.update(stored);
  };
  await takeInventory({ ...world.ports, register: { ...register, update } }, key);
}

async function differentNumbers(keys: readonly OperationKey[]): Promise<void> {
  const numbers = await Promise.all(keys.map(async (key) => (await world.operation(key)).version));
  expect(numbers).toHaveLength(new Set(numbers).size);
  expect(numbers).not.toContain(undefined);
}

test.each([0, 1])(
  'no two inventories of a name give one version when one is whole while number %i has listed',
  async (at) => {
    const keys = await twoOfOneName();
    const [slow, quick] = at === 0 ? keys : keys.toReversed();
    if (slow === undefined || quick === undefined) throw new Error('there are no two uploads');
    await inventoryOf(slow, () => takeInventory(world.ports, quick));
    await differentNumbers(keys);
  },
);

test('no two inventories of a name give one version when both have listed before either writes', async () => {
  const keys = await twoOfOneName();
  const both = Promise.withResolvers<void>();
  let listed = 0;
  const meet = async () => {
    listed += 1;
    if (listed === keys.length) both.resolve();
    await both.promise;
  };
  await Promise.all(keys.map((key) => inventoryOf(key, meet)));
  await differentNumbers(keys);
});
