import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../src/features/verification/restore/plan-restore.ts';
import { revokeRelease, takeBackRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { putBack, putBacks, snapshotsOf } from '../memory/put-back.ts';
import { decideAll, decideAs, dropped, goOn } from './packages.ts';
import { lineOf } from './rows.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const idle = { start: async () => {}, wake: async () => {} };
const around = { settings: flowSettings, workflows: idle };
const otto = { by: 'otto', reason: 'It must not leave' };
const outside = () => world.names('released', '');

/** A package that waits for people. */
async function inReview(): Promise<OperationKey> {
  const key = await dropped(world, 'results');
  await goOn(world, key);
  return key;
}

function rowsBack(name: string) {
  const found = putBacks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing called ${name} is put back`);
  return found;
}

/** Lets something happen, and then the rows be as they were before. */
async function undone(key: OperationKey, what: string, happens: () => Promise<unknown>): Promise<void> {
  const before = await snapshotsOf(world, rowsBack(what), key.id);
  await happens();
  await world.pass(60 * 60_000);
  await putBack(world, before);
}

/** Writes a row past everything. */
async function forge(key: OperationKey, change: Partial<Operation>, owes = false): Promise<void> {
  const stored = await world.ports.register.get(key);
  if (stored === undefined) throw new Error('there is no operation');
  const value = { ...stored.value, ...change };
  if (owes) await world.ports.register.move({ ...stored, value }, [lineOf(value, 'approve')]);
  else await world.ports.register.update({ ...stored, value });
}

/** An operator rebuilds the one row, or those of its project; gives what was written. */
async function rebuild({ project, id }: { readonly project: string; readonly id?: string }): Promise<string[]> {
  const planned = await planRestore(world.ports, project, undefined, () => false, id);
  if (!('plan' in planned)) throw new Error('it was not planned whole');
  await applyRestore(world.ports, planned.plan, otto);
  return planned.plan.repairs.map(({ what, key }) => `${what} ${key}`);
}

describe('a row that was put back', () => {
  test('stops its operation with the name of the line that is newer, and nobody else', async () => {
    const key = await inReview();
    await undone(key, 'the row of the operation', async () => {
      await decideAll(world, key);
      await goOn(world, key);
      await revokeRelease(world.ports, around, { key, ...otto });
      await world.run('revoke', key);
    });
    await goOn(world, key);
    expect((await world.operation(key)).trouble?.stale).toMatch(/\.\d+\.revoked$/);
    const other = await dropped(world, 'others');
    await goOn(world, other);
    await decideAll(world, other);
    expect(await goOn(world, other)).toMatchObject({ state: 'released' });
    expect(await outside()).toEqual([expect.stringContaining('others'), expect.stringContaining('others')]);
  });

  test('is seen right before a run is asked for, too', async () => {
    const key = await inReview();
    await decideAll(world, key);
    await world.run('export', key, { crashAfter: (call) => call === 'prepareTransfer export-release' });
    await undone(key, 'the row of the operation', async () => {
      await takeBackRelease(world.ports, around, { key, to: 'returning', ...otto });
      await world.run('revoke', key);
    });
    await expect(world.activities.startTransfer({ key, step: 'export-release' })).rejects.toThrow('puts it back');
    expect(await outside()).toEqual([]);
  });

  test('is in trouble that needs an operator at once', async () => {
    const key = await inReview();
    await decideAll(world, key);
    await world.run('export', key, { crashAfter: (call) => call === 'prepareTransfer export-release' });
    const { transfers } = await world.operation(key);
    await forge(key, { transfers: transfers.slice(0, -1) });
    await goOn(world, key);
    const { trouble } = await world.operation(key);
    expect(trouble).toMatchObject({ times: 1, stale: `${key.id}.export-release-1.intended` });
    expect(await outside()).toEqual([]);
  });

  test('is rebuilt with the transfers behind its newest move, and goes on', async () => {
    const key = await inReview();
    await decideAll(world, key);
    await world.run('export', key, { crashAfter: (call) => call === 'closeTransfer export-release' });
    const { transfers } = await world.operation(key);
    await forge(key, { transfers: transfers.slice(0, -1) });
    await goOn(world, key);
    expect(await rebuild(key)).toEqual([`operation ${key.id}`]);
    const rebuilt = await world.operation(key);
    expect(rebuilt.transfers.map(({ step, status, runId }) => [step, status, runId])).toEqual(
      transfers.map(({ step, status, runId }) => [step, status, runId]),
    );
    expect(await goOn(world, key)).toMatchObject({ state: 'released' });
  });

  test('and rebuilt after its end has ended, as it was withdrawn', async () => {
    const key = await inReview();
    await undone(key, 'the register', async () => {
      await withdrawOperation(world.ports, idle, { key, part: 'researcher', ...otto });
      expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
    });
    expect(await rebuild(key)).toContain(`operation ${key.id}`);
    expect(await world.operation(key)).toMatchObject({ state: 'returned', withdrawal: otto });
  });

  test('and rebuilt in review keeps the wish that came after its newest move', async () => {
    const key = await inReview();
    await undone(key, 'the row of the operation', () =>
      withdrawOperation(world.ports, idle, { key, part: 'researcher', ...otto }),
    );
    expect((await world.operation(key)).withdrawal).toBeUndefined();
    await rebuild(key);
    expect((await world.operation(key)).withdrawal).toMatchObject(otto);
    expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
  });

  test.each(['with its project', 'alone'])(
    'and moved on, and was rebuilt %s, owes no line that the audit refuses',
    async (how) => {
      const key = await inReview();
      await undone(key, 'the register', async () => {
        await withdrawOperation(world.ports, idle, { key, part: 'researcher', ...otto });
        await world.run('export', key, { crashAfter: (call) => call === 'move' });
      });
      for (const name of ['Ada', 'Ben'] as const) await decideAs(world, key, name, 'approve').catch(() => {});
      await expect(world.activities.move({ key, from: 'in-review', event: 'approve' })).rejects.toThrow('refuses');
      await rebuild(how === 'alone' ? key : { project: key.project });
      const owed = [];
      for await (const { value } of world.ports.register.owed(key.project, key.id)) owed.push(value.kind);
      expect(owed).not.toContain('line');
      expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
      expect(await outside()).toEqual([]);
    },
  );

  test('and rebuilt on its way out can be taken back', async () => {
    const key = await inReview();
    await undone(key, 'the register', async () => {
      await decideAll(world, key);
      await world.run('export', key, { crashAfter: (call) => call === 'startTransfer export-release' });
    });
    await rebuild(key);
    expect(await world.operation(key)).toMatchObject({ state: 'releasing' });
    await takeBackRelease(world.ports, around, { key, to: 'returning', ...otto });
    await world.run('revoke', key);
    expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
    expect(await outside()).toEqual([]);
  });
});

describe('decisions that were put back', () => {
  test('stop the release of what somebody denied, and a return is the way out', async () => {
    const key = await inReview();
    const rows = 'the register and the decisions';
    await undone(key, rows, () => decideAs(world, key, 'Ada', 'deny'));
    for (const name of ['Ben', 'Cem'] as const) await decideAs(world, key, name, 'approve');
    await goOn(world, key);
    const { state, trouble } = await world.operation(key);
    expect({ state, stale: trouble?.stale }).toEqual({
      state: 'releasing',
      stale: expect.stringContaining('.decision-1-'),
    });
    expect(await rebuild(key)).toEqual([]);
    await takeBackRelease(world.ports, around, { key, to: 'returning', ...otto });
    await world.run('revoke', key);
    expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
    expect(await outside()).toEqual([]);
  });

  test('that were forged into an approval release nothing, with and without the row', async () => {
    const key = await inReview();
    const [round] = (await world.ports.decisions.read(key.id)).rounds;
    if (round === undefined) throw new Error('there is no round');
    const closedAt = world.now().toISOString();
    await world.ports.decisions.updateRound({ ...round, value: { ...round.value, status: 'approved', closedAt } });
    await goOn(world, key);
    expect(await outside()).toEqual([]);
    const { revision } = await world.operation(key);
    await forge(key, { state: 'releasing', revision: revision + 1 }, true);
    await goOn(world, key);
    expect((await world.operation(key)).state).not.toBe('released');
    expect(await outside()).toEqual([]);
  });
});

describe('a row that was forged ahead', () => {
  test('without its line moves nothing, and is rebuilt as the audit knows it', async () => {
    const key = await inReview();
    const { revision, state } = await world.operation(key);
    await forge(key, { state: 'releasing', revision: revision + 1 });
    await goOn(world, key);
    expect((await world.operation(key)).trouble?.stale).toBe(`${key.id}.${revision + 1}`);
    expect(await outside()).toEqual([]);
    await rebuild(key);
    expect(await world.operation(key)).toMatchObject({ state, revision });
  });

  test('with its line goes back to people, who have not approved', async () => {
    const key = await inReview();
    const { revision } = await world.operation(key);
    await forge(key, { state: 'releasing', revision: revision + 1 }, true);
    await goOn(world, key);
    expect(await world.operation(key)).toMatchObject({ state: 'in-review' });
    expect(await outside()).toEqual([]);
  });

  test('at its revision is named by what is not as its line says', async () => {
    const key = await inReview();
    await decideAll(world, key);
    await world.run('export', key, { crashAfter: (call) => call === 'checkRelease' });
    await forge(key, { name: 'another' });
    const prepared = await world.activities.prepareTransfer({ key, step: 'export-release' });
    expect(prepared).toMatchObject({
      kind: 'stale',
      message: expect.stringMatching(/\.approve and .* Its 'name' is "another", and the audit says "results"/),
    });
  });
});

test('a wish to withdraw whose writer died before the row is carried out before anything leaves', async () => {
  const key = await inReview();
  const register = {
    ...world.ports.register,
    update: () => Promise.reject(new Error('the process died')),
  };
  const dying = { ...world.ports, register };
  const wish = withdrawOperation(dying, idle, { key, part: 'researcher', ...otto });
  await expect(wish).rejects.toThrow('the process died');
  await decideAll(world, key);
  expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
  expect(await world.operation(key)).toMatchObject({ withdrawal: { ...otto, part: 'researcher' } });
  expect(await outside()).toEqual([]);
});

test('a rebuild of a whole project keeps a wish that came after the newest move', async () => {
  const key = await inReview();
  await withdrawOperation(world.ports, idle, { key, part: 'operator', ...otto });
  for await (const { partitionKey = '', rowKey = '' } of world.table('register').listEntities())
    await world.table('register').deleteEntity(partitionKey, rowKey);
  const planned = await planRestore(world.ports, key.project, undefined, () => false);
  if (!('plan' in planned)) throw new Error('it was not planned whole');
  await applyRestore(world.ports, planned.plan, otto);
  expect((await world.operation(key)).withdrawal).toMatchObject(otto);
  expect(await goOn(world, key)).toMatchObject({ state: 'returned' });
});
