import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptsOf } from '../../../src/activities/lifecycle/receipts.ts';
import { orchestrationOf } from '../../../src/domain/base/door.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { discardOperation, giveBackPackage } from '../../../src/use-cases/operation/end-operation.ts';
import { stopOperation } from '../../../src/use-cases/operation/operator-acts.ts';
import { flowSettings, startWorld, type World } from '../../activities/world.ts';
import { person } from '../../domain/sample.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const otto = person('Otto', 90).oid;
const idle: Workflows = { start: async () => undefined, wake: async () => undefined };
const why = { by: otto, reason: 'it will not be mended' };

const discard = (key: OperationKey) => discardOperation(world.ports, idle, { key, ...why });
const giveBack = (key: OperationKey) => giveBackPackage(world.ports, flowSettings, idle, { key, ...why });

async function drop(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return world.open('export', `heart-study/${name}/a.csv`);
}

async function upload(name: string): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  await world.put('ingress', `heart-study/${name}/_COMPLETE`, '');
  return world.open('ingress', `heart-study/${name}/a.csv`);
}

/** Stops the flow when it is in the state, once a call is about to be made. */
async function stoppedAt(key: OperationKey, state: string, call?: string): Promise<void> {
  let met = false;
  const before = async (name: string, input: unknown) => {
    const made = [name, Object(input).step ?? []].flat().join(' ');
    if (met || (call !== undefined && made !== call)) return;
    if ((await world.operation(key)).state !== state) return;
    met = true;
    await stopOperation(world.ports, flowSettings, idle, { key, by: otto, reason: 'wrong files' });
  };
  const enough = async () => (await world.operation(key)).state === 'failed';
  await world.run(key.id.startsWith('ing') ? 'ingress' : 'export', key, { before, enough });
  expect(await world.operation(key)).toMatchObject({ state: 'failed', failure: { state } });
}

async function goOn(key: OperationKey): Promise<string> {
  return (await world.run(orchestrationOf(await world.operation(key)).flow, key)).state;
}

async function deletionReceipt(key: OperationKey) {
  return decodeJwt((await receiptsOf(world.ports, key.id))['deletion'] ?? '');
}

describe('a failed upload', () => {
  test('that was never listed is listed and discarded, and its receipt says what went', async () => {
    const key = await upload('never-listed');
    await stoppedAt(key, 'receiving');
    expect(await discard(key)).toMatchObject({ state: 'discarding' });
    expect(await goOn(key)).toBe('discarded');
    expect(await world.names('ingress', 'heart-study/never-listed/')).toEqual([]);
    expect(await deletionReceipt(key)).toMatchObject({ count: 1, left: 0 });
  });

  test('whose originals may be gone is not; the answer names what is possible', async () => {
    const later = await upload('deleting');
    await stoppedAt(later, 'deleting', 'pollTransfer ingress-delete');
    await expect(discard(later)).rejects.toThrow(/the copy may be the only one.*Possible now: retry$/);
    await expect(giveBack(later)).rejects.toThrow(/not possible/);
  });
});

describe('an instance that goes on from where it was', () => {
  test('begins no copy of an upload that is being discarded, and leaves the discard alone', async () => {
    const key = await upload('late-instance');
    await world.activities.move({ key, from: 'receiving', event: 'complete' });
    await stopOperation(world.ports, flowSettings, idle, { key, by: otto, reason: 'wrong files' });
    await discard(key);
    expect(await world.activities.move({ key, from: 'checking', event: 'passed' })).toEqual({
      state: 'discarding',
      tells: false,
    });
    expect(await world.activities.prepareTransfer({ key, step: 'ingress-copy' })).toEqual({ kind: 'elsewhere' });
    expect(await goOn(key)).toBe('discarded');
    expect((await world.operation(key)).transfers.map(({ step }) => step)).toEqual(['discard']);
  });
});

describe('a failed package', () => {
  test('that is not frozen is discarded from the export path, and cannot be given back', async () => {
    const key = await drop('not-frozen');
    await stoppedAt(key, 'freezing', 'verifyCopy export-freeze');
    await expect(giveBack(key)).rejects.toThrow(/was not frozen.*Possible now: retry, discard$/);
    await discard(key);
    expect(await goOn(key)).toBe('discarded');
    expect(await world.names('exports', 'heart-study/not-frozen/')).toEqual([]);
    expect((await world.operation(key)).retriedAt).toBeDefined();
  });

  test('whose originals were being deleted is given back from its frozen copy, and a receipt says what went', async () => {
    const key = await drop('half-frozen');
    await stoppedAt(key, 'freezing', 'closeTransfer export-delete');
    await expect(discard(key)).rejects.toThrow(/frozen copy may be the only one.*Possible now: retry, give-back$/);
    expect(await giveBack(key)).toMatchObject({ state: 'returning', withdrawal: { by: otto, part: 'operator' } });
    expect(await goOn(key)).toBe('returned');
    expect(await world.contents('returned', 'heart-study/half-frozen/')).toEqual({
      [`heart-study/half-frozen/${key.id}/a.csv`]: 'a',
    });
    expect(await deletionReceipt(key)).toMatchObject({ count: 1, left: 0 });
    const told = (await world.mails()).find(({ text }) => text.includes(key.id) && text.includes('container returned'));
    expect(told?.text).toContain('An operator withdrew it or gave it back.');
  });

  test('that failed in review is given back and its round is closed', async () => {
    const key = await drop('in-review');
    const enough = async () => (await world.operation(key)).state === 'in-review';
    await world.run('export', key, { enough });
    await world.activities.openReview(key);
    await stopOperation(world.ports, flowSettings, idle, { key, by: otto, reason: 'the wrong files' });
    await giveBack(key);
    expect((await world.ports.decisions.read(key.id)).rounds).toMatchObject([{ value: { status: 'withdrawn' } }]);
    expect(await goOn(key)).toBe('returned');
  });
});

test('after all of it every record holds', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
});
