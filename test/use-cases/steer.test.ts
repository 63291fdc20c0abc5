import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { startWorld, type World } from '../activities/world.ts';
import { answer, approved, drop, goOn, listening, otto, retry, stop, stoppedIn, upload } from './stopped.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe('an operator stops and continues', () => {
  test.concurrent.each([
    ['receiving', 'its first step'],
    ['checking', 'its first step'],
    ['copying', 'its first step'],
    ['copying', 'a running run'],
    ['verifying', 'its first step'],
    ['deleting', 'its first step'],
    ['deleting', 'a running run'],
  ] as const)('a dataset that is %s, at %s: it rests as failed, and becomes available', async (state, at) => {
    const key = await upload(world, `stop-${state}-${at.length}`);
    await stoppedIn(world, key, state, at);
    const failed = await world.operation(key);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { state, message: expect.stringContaining('the wrong files') },
    });
    expect(failed.stop).toBeUndefined();
    // What was not the same is copied again, and not only compared again.
    expect(await retry(world, key)).toMatchObject({ state: state === 'verifying' ? 'copying' : state });
    expect(await goOn(world, key)).toBe('available');
    expect(await world.names('ingress', `heart-study/${failed.name}/`)).toEqual([]);
    expect(await world.names('datasets', `heart-study/${failed.name}/`)).toHaveLength(2);
  });

  test.concurrent.each([
    ['receiving', 'its first step'],
    ['checking', 'its first step'],
    ['freezing', 'its first step'],
    ['freezing', 'a running run'],
    ['in-review', 'its first step'],
    ['releasing', 'its first step'],
  ] as const)('a package that is %s, at %s: it rests as failed, and is released', async (state, at) => {
    const key = await drop(world, `stop-${state}-${at.length}`);
    if (state === 'releasing') await approved(world, key);
    await stoppedIn(world, key, state, at);
    expect(await world.operation(key)).toMatchObject({ state: 'failed', failure: { state } });
    expect(await retry(world, key)).toMatchObject({ state });
    if (state !== 'releasing') await approved(world, key);
    expect(await goOn(world, key)).toBe('released');
  });

  test.concurrent('a denied package on its way back', async () => {
    const key = await drop(world, 'stop-returning');
    expect(await goOn(world, key)).toBe('in-review');
    await answer(world, key, 'Ada', 11, 'deny');
    await stoppedIn(world, key, 'returning', 'a running run');
    expect(await retry(world, key)).toMatchObject({ state: 'returning' });
    expect(await goOn(world, key)).toBe('returned');
  });

  test.concurrent('the discard of a rejected upload', async () => {
    const key = await upload(world, 'stop-discarding', 'tool.exe');
    expect(await goOn(world, key)).toBe('rejected');
    await moveOperation(world.ports, { key, from: 'rejected', event: 'discard', actor: otto });
    await stoppedIn(world, key, 'discarding', 'a running run');
    const workflows = listening();
    expect(await retry(world, key, workflows)).toMatchObject({ state: 'discarding' });
    expect(workflows.asked).toEqual([`start discard ${key.id}-discard`]);
    expect(await goOn(world, key)).toBe('discarded');
  });
});

describe('what is refused', () => {
  test('a retry of what has not failed, and a stop of what is not under way', async () => {
    const key = await upload(world, 'refused');
    await expect(retry(world, key)).rejects.toThrow(/is receiving/);
    await stop(world, key);
    await expect(stop(world, key)).rejects.toThrow(/is failed: nothing of it is under way/);
    await retry(world, key);
    await expect(retry(world, key)).rejects.toThrow(/is receiving/);
  });

  test('decisions about a package that was stopped in review; those that stand count after the retry', async () => {
    const key = await drop(world, 'decided');
    expect(await goOn(world, key)).toBe('in-review');
    expect(await answer(world, key, 'Ada', 11, 'approve')).toMatchObject({ kind: 'recorded' });
    const workflows = listening();
    expect(await stop(world, key, workflows)).toMatchObject({ state: 'failed' });
    expect(workflows.asked).toContain(`wake ${key.id}`);
    expect(await answer(world, key, 'Ben', 12, 'approve')).toMatchObject({ kind: 'refuse', code: 'not-in-review' });
    await retry(world, key);
    expect(await answer(world, key, 'Ben', 12, 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await goOn(world, key)).toBe('released');
  });
});

test('after all of it the chain is whole and every receipt holds', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
});
