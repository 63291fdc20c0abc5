import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { IllegalMove } from '../../src/domain/base/errors.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { revokeRelease, takeBackRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { person } from '../domain/sample.ts';
import type { ReleaseAccount } from './ground.ts';
import { approved, decideAll, goOn, outside } from './packages.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;

const by = person('Otto', 90).oid;
const around = { settings: flowSettings, workflows: { start: async () => {}, wake: async () => {} } };
const take = (key: OperationKey, to: 'in-review' | 'returning' | 'revoked', { ports } = world) =>
  takeBackRelease(ports, around, { key, by, reason: 'the wrong table', to });
const revoke = (key: OperationKey) => revokeRelease(world.ports, around, { key, by, reason: 'a name is in it' });

/** The receipts about what was taken back, by their content, oldest first. */
async function revocations(key: OperationKey) {
  const receipts = Object.entries(await receiptsOf(world.ports, key.id));
  return receipts.filter(([name]) => name.startsWith('revocation')).map(([, jws]) => decodeJwt(jws));
}

/** Begins the release and takes it back while its run is under way, then empties the folder. */
async function takenBack(
  name: string,
  to: 'in-review' | 'returning' | 'revoked',
  at = 'pollTransfer',
  assignee = world,
) {
  world.knobs.set({ millisecondsPerFile: 700 });
  const key = await approved(world, name);
  let met = 0;
  await goOn(world, key, {
    before: async (activity, input) => {
      if (activity !== at || (await world.operation(key)).state !== 'releasing') return;
      if (at === 'pollTransfer' && Object(input).poll < 1) return;
      met += 1;
      if (met === 1) await take(key, to, assignee);
    },
  });
  expect(met).toBeGreaterThan(0);
  world.knobs.reset();
  expect((await world.operation(key)).state).toBe('revoking');
  await world.run('revoke', key);
  return key;
}

async function proven(): Promise<void> {
  const { findings, receipts, ok } = await verifyProofs(world.ports, 'heart-study');
  expect({ findings, bad: receipts.bad, ok }).toEqual({ findings: [], bad: [], ok: true });
}

/** What taking back must do, wherever results are released to. Storage tokens are kept for a whole process, so each account has a file of its own. */
export function takeBackContract(releaseAccount: ReleaseAccount): void {
  beforeAll(async () => {
    world = await startWorld(releaseAccount);
  });
  afterAll(() => world.stop());
  afterEach(() => world.knobs.reset());

  describe('a release that is taken back', () => {
    test('goes to people in a new round, and can be released after that', async () => {
      const key = await takenBack('again', 'in-review');
      expect(await world.operation(key)).toMatchObject({ state: 'in-review', round: 2 });
      expect(await outside(world, key, 'again')).toEqual([]);
      expect(await revocations(key)).toMatchObject([{ kind: 'revocation', outsideUntil: expect.any(String) }]);
      expect((await goOn(world, key)).state).toBe('in-review');
      await decideAll(world, key);
      expect((await goOn(world, key)).state).toBe('released');
      expect(await outside(world, key, 'again')).toHaveLength(2);
      await proven();
      await revoke(key);
      expect((await world.run('revoke', key)).state).toBe('revoked');
      expect(await outside(world, key, 'again')).toEqual([]);
      expect(await revocations(key)).toMatchObject([{}, { count: 2, restorableUntil: expect.any(String) }]);
      await proven();
    });

    test.each([
      ['ahead of', 8_000],
      ['behind', -8_000],
    ])('by an instance whose clock is %s the others is told from what came before and after', async (_, skew) => {
      const name = `skewed${skew}`;
      const clock = { now: () => new Date(world.now().getTime() + skew) };
      const skewed = world.withPorts({ clock });
      const key = await takenBack(name, 'in-review', 'verifyCopy', skewed);
      expect(await world.operation(key)).toMatchObject({ state: 'in-review', round: 2 });
      expect(await outside(world, key, name)).toEqual([]);
      expect((await goOn(world, key)).state).toBe('in-review');
      await decideAll(world, key);
      expect((await goOn(world, key)).state).toBe('released');
      expect(await outside(world, key, name)).toHaveLength(2);
      expect((await world.operation(key)).transfers.filter(({ closedAt }) => closedAt === undefined)).toEqual([]);
      await proven();
    });

    test.each(['startTransfer', 'closeTransfer', 'verifyCopy', 'writeReceipt', 'move'])(
      'at the step %s goes back to the researchers and leaves nothing outside',
      async (step) => {
        const name = `back-${step}`;
        const key = await takenBack(name, 'returning', step);
        expect(await outside(world, key, name)).toEqual([]);
        expect((await goOn(world, key)).state).toBe('returned');
        await proven();
      },
    );

    test('comes to its end as revoked, with a receipt of how many files were outside and since when', async () => {
      const key = await takenBack('gone', 'revoked', 'verifyCopy');
      const [receipt] = await revocations(key);
      expect(receipt).toMatchObject({ count: 2, outsideSince: expect.any(String) });
      expect(String(receipt?.['outsideSince']) < String(receipt?.['outsideUntil'])).toBe(true);
      const row = await world.operation(key);
      expect(row).toMatchObject({ state: 'revoked', takeBack: { number: 1, from: 'releasing', by } });
      await proven();
    });

    test('may have failed before', async () => {
      world.knobs.set({ millisecondsPerFile: 700 });
      const key = await approved(world, 'failed');
      await goOn(world, key, {
        before: async (activity) => {
          if (activity !== 'verifyCopy' || (await world.operation(key)).state !== 'releasing') return;
          await world.put('released', `heart-study/failed/${key.id}/a.csv`, 'another');
        },
      });
      world.knobs.reset();
      expect((await world.operation(key)).state).toBe('failed');
      await take(key, 'in-review');
      expect((await world.run('revoke', key)).state).toBe('in-review');
      expect(await outside(world, key, 'failed')).toEqual([]);
      await proven();
    });

    test('that was never begun cannot be taken back', async () => {
      const key = await approved(world, 'not-begun');
      await expect(take(key, 'returning')).rejects.toThrow(IllegalMove);
      await expect(revoke(key)).rejects.toThrow('is in review, not released');
    });
  });

  test('a revocation works without the name, beside a newer package that holds it', async () => {
    const first = await approved(world, 'twice');
    await goOn(world, first);
    await world.put('exports', 'heart-study/twice/c.csv', 'c');
    const second = await world.open('export', 'heart-study/twice/c.csv');
    await revoke(first);
    await revoke(first);
    expect((await world.run('revoke', first)).state).toBe('revoked');
    expect(await world.ports.register.openId('export', 'heart-study', 'twice')).toBe(second.id);
    await expect(take(first, 'returning')).rejects.toThrow(IllegalMove);
    await proven();
  });

  test('nothing of a release can be outside that the check before it sends back: it is taken back first', async () => {
    world.knobs.set({ millisecondsPerFile: 700 });
    const key = await approved(world, 'ended');
    await goOn(world, key, {
      crashAfter: (call) => call === 'startTransfer export-release',
    });
    const { runId = '' } = (await world.operation(key)).transfers.at(-1) ?? {};
    await world.ports.dataFactory.cancel(runId);
    await world.until(
      'the run is cancelled',
      async () => (await world.ports.dataFactory.get(runId)).status === 'Cancelled',
    );
    await world.activities.closeTransfer({ key, step: 'export-release' });
    await world.project({ ends: '2020-12-31', egress: openEgress });
    expect((await goOn(world, key)).state).toBe('revoking');
    await world.run('revoke', key);
    expect(await outside(world, key, 'ended')).toEqual([]);
    expect(await world.operation(key)).toMatchObject({ state: 'returning', takeBack: { to: 'returning' } });
    await world.project({ egress: openEgress });
  });

  test('results that are released lie in no other account', async () => {
    const other = releaseAccount === 'public' ? 'release' : 'public';
    expect((await world.container('released', other).listBlobsFlat().next()).done).toBe(true);
  });
}
