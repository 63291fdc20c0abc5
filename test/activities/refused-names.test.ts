import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { prepareTransfer } from '../../src/activities/transfer/prepare-transfer.ts';
import type { Door } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { actHandler } from '../../src/functions/operation/operator-acts.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { findWaiting } from '../../src/use-cases/overview/find-waiting.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { describeError } from '../../src/web/problem.ts';
import { forceTo } from './rows.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const containers = { ingress: 'ingress', export: 'exports' } as const;

/** Puts a file, runs its operation and gives the rules that it breaks. */
async function brokenBy(door: Door, path: string): Promise<string[]> {
  await world.putRaw(containers[door], path, 'x');
  const key = await world.open(door, path);
  await world.run(door, key);
  return (await world.operation(key)).problems.map(({ rule }) => rule);
}

/** An operator asks for the discard; gives the problem of a refusal. */
async function discardAs({ project, id }: OperationKey): Promise<unknown> {
  const services = {
    ...world.ports,
    sealer: createCookieCipher(world.ports.secrets, world.ports.clock),
    tokens: {
      verify: async () =>
        ({
          ok: true,
          identity: { oid: 'otto', name: 'Otto', emails: [], roles: ['Ops.Operator'], groups: [] },
        }) as const,
    },
    publicBaseUrl: 'https://gate.example.org',
    secondOperator: true,
    restorableDays: { ingress: 7, export: 17 },
    datasetDays: 30,
    releaseUrl: 'https://release.example.org',
    transferPollSeconds: 1,
  };
  const request = {
    method: 'POST',
    url: `https://gate.example.org/api/ops/datasets/${project}/${id}/discard`,
    headers: new Headers({ authorization: 'Bearer x' }),
    params: { project, id },
    body: null,
  };
  const workflows = { start: async () => undefined, wake: async () => undefined, newerVersion: async () => undefined };
  return await actHandler(services, 'ingress', 'discard')(request, workflows).catch(describeError);
}

describe('a marker with content', () => {
  test.each([
    ['ingress', 'datasets'],
    ['export', 'review'],
  ] as const)(
    'is refused at the %s door: it was no part of the copy and was deleted all the same',
    async (door, target) => {
      const place = containers[door];
      await world.put(place, 'heart-study/full/a.csv', 'x');
      await world.put(place, 'heart-study/full/_COMPLETE', 'the only copy of something');
      const key = await world.open(door, 'heart-study/full/a.csv');
      expect(await world.run(door, key)).toMatchObject({ state: 'rejected' });
      const { problems, name } = await world.operation(key);
      expect(problems).toMatchObject([{ rule: 'marker-content', path: '_COMPLETE', value: '26' }]);
      expect(await world.contents(place, `heart-study/${name}/`)).toEqual({
        'heart-study/full/_COMPLETE': 'the only copy of something',
        'heart-study/full/a.csv': 'x',
      });
      expect(await world.names(target, 'heart-study/')).toEqual([]);
    },
  );

  test('that comes while the dataset is copied stays, for the next upload', async () => {
    const marker = 'heart-study/late/_COMPLETE';
    await world.put('ingress', 'heart-study/late/a.csv', 'x');
    const key = await world.open('ingress', 'heart-study/late/a.csv');
    const before = async (name: string) => {
      if (name === 'verifyCopy') await world.put('ingress', marker, 'the only copy of something');
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await world.contents('ingress', 'heart-study/late/')).toMatchObject({
      [marker]: 'the only copy of something',
    });
  });
});

describe('a name that Data Factory would read as a pattern', () => {
  test('reaches no delete: a folder called `*` is rejected, stays, and cannot be discarded by a run', async () => {
    await world.put('ingress', 'heart-study/neighbour/a.csv', 'somebody else’s');
    expect(await brokenBy('ingress', 'heart-study/*/a.csv')).toContain('name:wildcard');
    const key = await world.open('ingress', 'heart-study/*/a.csv');
    expect(await discardAs(key)).toMatchObject({ status: 400, detail: expect.stringContaining('by hand') });
    expect((await world.operation(key)).state).toBe('rejected');
    const stored = await world.ports.register.get(key);
    if (stored === undefined) throw new Error('there is no operation');
    await forceTo(world.ports, stored, 'discarding');
    const prepared = await prepareTransfer(world.ports, flowSettings, { key, step: 'discard' });
    expect(prepared).toMatchObject({ kind: 'stopped', message: expect.stringContaining('by hand') });
    expect(await world.names('ingress', 'heart-study/neighbour/')).toHaveLength(1);
    expect(await world.names('ingress', 'heart-study/*/')).toHaveLength(1);
  });

  test('whose files somebody removed by hand is discarded without a run', async () => {
    expect(await brokenBy('ingress', 'heart-study/gone*/a.csv')).toContain('name:wildcard');
    const key = await world.open('ingress', 'heart-study/gone*/a.csv');
    expect(await discardAs(key)).toMatchObject({ status: 400 });
    await world.container('ingress').deleteBlob('heart-study/gone*/a.csv');
    expect(await discardAs(key)).toMatchObject({ status: 202 });
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect((await world.operation(key)).transfers).toEqual([]);
    expect(await receiptsOf(world.ports, key.id)).toHaveProperty('deletion');
  });

  test.each([
    ['ingress', 'heart-study/what?/a.csv', 'name:wildcard'],
    ['ingress', 'heart-study/inside/a*.csv', 'name:wildcard'],
    ['ingress', 'heart-study/up^/a.csv', 'name:caret'],
    ['ingress', 'heart-study/up^.csv', 'name:caret'],
    ['export', 'heart-study/up^/a.csv', 'name:caret'],
    ['export', 'heart-study/größe/a.csv', 'name:package'],
    ['export', 'heart-study/two  spaces/a.csv', 'name:package'],
    ['export', `heart-study/${'x'.repeat(65)}/a.csv`, 'name:package'],
    ['export', 'heart-study/größe.csv', 'name:package'],
  ] as const)('%s %s is rejected by the rule %s and stays where it is', async (door, path, rule) => {
    expect(await brokenBy(door, path)).toContain(rule);
    expect(await world.names(containers[door], path)).toEqual([path]);
  });
});

describe('folders that differ only in case', () => {
  test('the first spelling names the operation; another waits until that has ended, and is rejected then', async () => {
    await world.put('ingress', 'heart-study/Cohort/a.csv', 'x');
    const key = await world.open('ingress', 'heart-study/Cohort/a.csv');
    await world.put('ingress', 'heart-study/cohort/b.csv', 'y');
    const other = { door: 'ingress', path: 'heart-study/cohort/b.csv' } as const;
    for (let times = 0; times < 2; times += 1) {
      const waits = await startOperation(world.ports, other);
      expect(waits).toMatchObject({ kind: 'waits', reason: expect.stringContaining('"Cohort"') });
    }
    expect(await findWaiting(world.ports)).toContainEqual({
      door: 'ingress',
      path: 'heart-study/cohort/',
      reason: expect.stringContaining('"Cohort"'),
    });
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    const next = await world.open('ingress', other.path);
    expect(await world.run('ingress', next)).toMatchObject({ state: 'rejected' });
    expect((await world.operation(next)).problems).toMatchObject([{ rule: 'name:first-spelling' }]);
    expect(await world.names('datasets', 'heart-study/cohort/')).toEqual([]);
  });
});

describe('a marker alone', () => {
  test('opens no operation, is shown, and the next upload takes it', async () => {
    const marker = { door: 'export', path: 'heart-study/alone/_COMPLETE' } as const;
    await world.put('exports', marker.path, '', { purpose: 'Table 2' });
    expect(await startOperation(world.ports, marker)).toMatchObject({ kind: 'waits' });
    expect(await findWaiting(world.ports)).toContainEqual({
      door: 'export',
      path: 'heart-study/alone/',
      reason: expect.stringContaining('_COMPLETE'),
    });
    await world.put('exports', 'heart-study/alone/a.csv', 'x');
    const key = await world.open('export', 'heart-study/alone/a.csv');
    const enough = async () => (await world.operation(key)).state === 'in-review';
    await world.run('export', key, { enough });
    expect(await world.operation(key)).toMatchObject({ state: 'in-review', purpose: 'Table 2' });
  });
});
