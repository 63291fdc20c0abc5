import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { decideAs, goOn } from '../../activities/packages.ts';
import { ask } from '../../functions/ask.ts';
import { signInAs } from '../../functions/running-app.ts';
import { type ReleasedWorld, startReleasedWorld } from './released-world.ts';

let released: ReleasedWorld;
beforeAll(async () => {
  released = await startReleasedWorld();
});
afterAll(() => released.app.stop());

const of = async ({ id }: OperationKey) => {
  const { body } = await ask(released.app, 'rita', 'GET', 'ops/releases');
  return body.items.filter((one: OperationKey) => one.id === id);
};
const approvedByBoth = [
  { name: 'Ada', choice: 'approve' },
  { name: 'Ben', choice: 'approve' },
];

describe('of what was stopped on its way, GET ops/releases tells', () => {
  test('what was outside by then, who had approved it and for whom, wherever the package went', async () => {
    const key = await released.meet('half', 'verifyCopy', (one) => released.takeBack(one, 'returning'));
    expect(await of(key)).toMatchObject([{ state: 'being-taken-back', files: 2, receipt: null }]);
    await released.world.run('revoke', key);
    await goOn(released.world, key);
    expect((await released.world.operation(key)).state).toBe('returned');
    const [half] = await of(key);
    expect(half).toMatchObject({
      ...{ state: 'taken-back', files: 2, decisions: approvedByBoth, rules: { quorum: 2 } },
      ...{ recipients: ['The registry of Bern'], terms: 'Not to be passed on' },
      takenBack: { by: released.oid('otto'), reason: 'The wrong table', receipt: 'revocation-1' },
      receipt: { name: 'revocation-1', problem: null },
    });
    expect(half.leftAt < half.takenBack.at).toBe(true);
    const { page } = await signInAs(released.app, 'rui', '/api/mine/releases');
    expect(page.html).toContain('taken back');
    expect(page.html).not.toContain('The wrong table');
  });

  test('nothing where nothing was outside', async () => {
    const key = await released.meet('unseen', 'startTransfer', (one) => released.takeBack(one, 'returning'));
    await released.world.run('revoke', key);
    expect(await of(key)).toEqual([]);
  });

  test('that it is on its way, and what lay outside when it failed', async () => {
    let onItsWay: unknown;
    const key = await released.meet('failed', 'verifyCopy', async (one) => {
      onItsWay = await of(one);
      await released.world.put('released', `heart-study/failed/${one.id}/a.csv`, 'another');
    });
    expect(onItsWay).toMatchObject([{ state: 'going-out', receipt: null, takenBack: null }]);
    expect((await released.world.operation(key)).state).toBe('failed');
    const [failed] = await of(key);
    expect(failed).toMatchObject({ state: 'stopped', files: 2, decisions: approvedByBoth });
    expect(failed.receipt).toEqual({ name: expect.stringMatching(/^interrupted-\d+$/), problem: null });
    const { page } = await signInAs(
      released.app,
      'rita',
      `/api/ops/desk/exports/heart-study/${key.id}/receipts/${failed.receipt.name}`,
    );
    expect(page.html).toContain('Signature good');
  });

  test('each time that something was outside, and of each only what was decided before', async () => {
    const key = await released.meet('again', 'verifyCopy', (one) => released.takeBack(one, 'in-review'));
    await released.world.run('revoke', key);
    await goOn(released.world, key);
    await decideAs(released.world, key, 'Ada', 'approve');
    expect(await of(key)).toMatchObject([{ state: 'taken-back', decisions: approvedByBoth }]);
    await decideAs(released.world, key, 'Ben', 'approve');
    await goOn(released.world, key);
    await released.revoke(key);
    const [last, first] = await of(key);
    expect(last).toMatchObject({ state: 'taken-back', receipt: { name: 'release-1', problem: null } });
    expect(last.takenBack).toMatchObject({ reason: 'A cell is too small', receipt: 'revocation-2' });
    expect(first).toMatchObject({ state: 'taken-back', receipt: { name: 'revocation-1', problem: null } });
    expect(first.takenBack).toMatchObject({ reason: 'The wrong table', receipt: 'revocation-1' });
    expect(first.decisions.every(({ at }: { at: string }) => at < first.leftAt)).toBe(true);
    expect(last.decisions.every(({ at }: { at: string }) => at > first.leftAt)).toBe(true);
  });
});
