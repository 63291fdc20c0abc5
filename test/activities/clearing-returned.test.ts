import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { person } from '../domain/sample.ts';
import { sweepSettings } from './flow-settings.ts';
import { liftHolds } from './lift-holds.ts';
import { breakable } from './outage-ports.ts';
import { flowSettings, type RunOptions, startWorld, type World } from './world.ts';

let world: World;
let honest: World['activities'];
beforeAll(async () => {
  world = await startWorld();
  honest = { ...world.activities };
});
afterAll(() => world.stop());
afterEach(() => void Object.assign(world.activities, honest));

const idle = { start: async () => {}, wake: async () => {} };
const clockAfter = (days: number) => ({ now: () => new Date(world.now().getTime() + days * 86_400_000) });

/** A package of two files that was withdrawn from its review and lies with the researchers again. */
async function returned(name: string): Promise<OperationKey> {
  for (const path of ['table.csv', 'deep/plot.json']) await world.put('exports', `heart-study/${name}/${path}`, path);
  const key = await world.open('export', `heart-study/${name}/table.csv`);
  await world.run('export', key, { enough: async () => (await world.operation(key)).round === 1 });
  const asked = { key, by: person('Rui', 1).oid, part: 'researcher', reason: 'a mistake' } as const;
  await withdrawOperation(world.ports, idle, asked);
  expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
  return key;
}

const folder = ({ id }: OperationKey, name: string) => `heart-study/${name}/${id}/`;

/** Whether a sweep so many days later begins to clear it. */
async function isBegun(days: number, { id }: OperationKey): Promise<boolean> {
  const started: string[] = [];
  const workflows = { ...idle, start: async (_: string, instance: string) => void started.push(instance) };
  await sweep({ ...world.ports, clock: clockAfter(days) }, workflows, sweepSettings);
  return started.includes(`${id}-clear`);
}

async function clearAfter(days: number, key: OperationKey, options: RunOptions = {}): Promise<Operation> {
  const later = createActivities({ ...world.ports, clock: clockAfter(days) }, flowSettings);
  const { lookAtClearing, noteCleared, noteUncleared, closeTransfer } = later;
  Object.assign(world.activities, { lookAtClearing, noteCleared, noteUncleared, closeTransfer });
  await world.run('clear', key, options);
  return await world.operation(key);
}

describe('what was returned', () => {
  test('goes ninety days after the end, its frozen copy after thirty, each with a receipt', async () => {
    const key = await returned('results');
    expect(await clearAfter(31, key)).toMatchObject({ cleared: { review: expect.any(String) } });
    expect(await world.names('returned', folder(key, 'results'))).toHaveLength(2);
    expect(await isBegun(89, key)).toBe(false);
    expect(await isBegun(91, key)).toBe(true);

    const row = await clearAfter(91, key);
    expect(row).toMatchObject({ state: 'returned', cleared: { returned: expect.any(String) } });
    expect(await world.names('returned', 'heart-study/results/')).toEqual([]);
    const receipt = decodeJwt((await receiptsOf(world.ports, key.id))['clearing-returned'] ?? '');
    const { digest, count } = row.package ?? {};
    expect(receipt).toMatchObject({
      kind: 'clearing',
      place: 'returned',
      digest,
      count,
      issuedAt: row.cleared?.returned,
    });
    expect(receipt['runIds']).toContain(row.transfers.at(-1)?.runId);
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
    expect(await isBegun(400, key)).toBe(false);
  });

  test.each([
    ['changed', 'table.csv'],
    ['added', 'more.csv'],
  ])(
    'and was %s stays as a whole until people have looked, and the frozen copy goes all the same',
    async (name, path) => {
      const key = await returned(name);
      await world.put('returned', `${folder(key, name)}${path}`, 'somebody else wrote this');
      const row = await clearAfter(91, key);
      expect(Object.keys(row.cleared ?? {}).sort()).toEqual(['problem', 'review']);
      expect(row.cleared?.problem?.message).toContain(`returned/${folder(key, name)}${path} is not as the manifest`);
      expect((await world.names('returned', folder(key, name))).length).toBeGreaterThan(1);
      expect(await isBegun(91.5, key)).toBe(false);
      expect(await isBegun(93, key)).toBe(true);

      await world.container('returned').deleteBlob(`${folder(key, name)}${path}`);
      expect((await clearAfter(93, key)).cleared).toHaveProperty('returned');
      expect(await world.names('returned', folder(key, name))).toEqual([]);
      expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
    },
  );

  test('counts as cleared only when a listing is empty after the run', async () => {
    const key = await returned('again');
    let came = false;
    const row = await clearAfter(91, key, {
      before: async (name, input) => {
        if (came || name !== 'pollTransfer' || Object(input).step !== 'returned-clear') return;
        came = true;
        await world.put('returned', `${folder(key, 'again')}late.csv`, 'x');
      },
    });
    expect(row.cleared).not.toHaveProperty('returned');
    expect(row.transfers.at(-1)).toMatchObject({ step: 'returned-clear', status: 'failed' });
    expect(await receiptsOf(world.ports, key.id)).not.toHaveProperty('clearing-returned');
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  });

  test('stays while a hold is on', async () => {
    const key = await returned('held');
    const { oid, email } = person('Otto', 90);
    const caller = { oid, name: 'Otto Operator', emails: [email], roles: [], groups: 'no-claim' as const };
    const act = { project: 'heart-study', caller, reason: 'a leak is looked into' };
    await setHold(world.ports, idle, act);
    let looks = 0;
    const before = (name: string) => {
      if (name === 'lookAtHold') looks += 1;
    };
    const row = await clearAfter(91, key, { before, enough: () => looks > 1 });
    expect(row.cleared).toBeUndefined();
    expect(row.transfers.map(({ step }) => step)).not.toContain('review-clear');
    expect(await world.names('returned', folder(key, 'held'))).toHaveLength(2);

    await liftHolds(world.ports, act);
    expect((await clearAfter(91, key)).cleared).toMatchObject({
      review: expect.any(String),
      returned: expect.any(String),
    });
  });

  test.each(['dataFactory', 'listing', 'secrets'] as const)('waits for the end of an outage of %s', async (port) => {
    const name = `stormy-${port}`;
    const key = await returned(name);
    const away = { ...world.ports, [port]: breakable(world.ports[port], 'nobody answers', () => true) };
    const { noteCleared: _, ...broken } = createActivities(away, flowSettings);
    const { noteCleared } = createActivities({ ...away, clock: clockAfter(91) }, flowSettings);
    const { prepareTransfer, startTransfer, pollTransfer, closeTransfer } = broken;
    const { lookAtClearing, noteUncleared } = createActivities({ ...world.ports, clock: clockAfter(91) }, flowSettings);
    const stormy = { prepareTransfer, startTransfer, pollTransfer, closeTransfer, noteCleared };
    Object.assign(world.activities, { lookAtClearing, noteUncleared, ...stormy });
    await world.run('clear', key);
    const row = await world.operation(key);
    expect(row).toMatchObject({
      state: 'returned',
      cleared: { problem: { message: expect.stringContaining('nobody answers') } },
    });
    expect(await isBegun(93, key)).toBe(true);

    Object.assign(world.activities, honest);
    expect((await clearAfter(93, key)).cleared).toEqual({ review: expect.any(String), returned: expect.any(String) });
    expect(await world.names('returned', folder(key, name))).toEqual([]);
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  });
});
