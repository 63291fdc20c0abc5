import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationKey } from '../../src/domain/operation.ts';
import { Failures } from '../../src/use-cases/failures.ts';
import { keepHolds, liftHold, setHold } from '../../src/use-cases/hold.ts';
import { revokeRelease } from '../../src/use-cases/take-back-release.ts';
import { verifyProofs } from '../../src/use-cases/verify-proofs.ts';
import { person } from '../domain/sample.ts';
import { dying, insist, runDying } from './dying.ts';
import { outside } from './packages.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ egress: { ...openEgress, approval: { ...openEgress.approval, required: false } } });
});
afterAll(() => world.stop());

const { oid, email } = person('Otto', 90);
const caller = { oid, name: 'Otto Operator', emails: [email], roles: [], groups: 'no-claim' as const };
const act = { project: 'heart-study', caller, reason: 'a leak' };
const workflows = { start: async () => {}, wake: async () => {} };
const around = { settings: flowSettings, workflows };

let packages = 0;

async function opened(): Promise<{ key: OperationKey; name: string }> {
  packages += 1;
  const name = `killed-${packages}`;
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return { key: await world.open('export', `heart-study/${name}/a.csv`), name };
}

const deaths = fc.tuple(fc.integer({ min: 1, max: 16 }), fc.constantFrom('before', 'after'));

test('a process that dies before or after any effect of a revocation leaves nothing outside and one receipt', async () => {
  await fc.assert(
    fc.asyncProperty(deaths, async ([at, when]) => {
      const { key, name } = await opened();
      expect((await world.run('export', key)).state).toBe('released');
      const ports = dying(world.ports, at, when);
      await insist(world, (mine) => revokeRelease(mine, around, { key, by: oid, reason: 'a name is in it' }), ports);
      expect(await runDying(world, 'revoke', key, ports)).toBe('revoked');
      expect(await outside(world, key, name)).toEqual([]);
      const receipts = await world.ports.manifests.receiptNames(key.id);
      expect(receipts.filter((one) => one.includes('revocation'))).toEqual([`${key.id}-revocation-1`]);
      const runs = await world.ports.dataFactory.find('release-revoke', key.id, new Date(0));
      expect(runs).toHaveLength(1);
    }),
    { numRuns: 16, endOnFailure: true },
  );
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ ok: true });
});

test('a process that dies before or after any effect of a hold that takes back leaves nothing outside', async () => {
  await fc.assert(
    fc.asyncProperty(deaths, async ([at, when]) => {
      const { key, name } = await opened();
      world.knobs.set({ millisecondsPerFile: 400 });
      await world.run('export', key, { crashAfter: (call) => call === 'startTransfer export-release' });
      const ports = dying(world.ports, at, when);
      await insist(world, (mine) => setHold(mine, workflows, { ...act, takeBack: true }), ports);
      const failures = new Failures();
      await keepHolds(ports, workflows, failures);
      await keepHolds(world.ports, workflows, failures);
      world.knobs.reset();
      expect(await runDying(world, 'revoke', key, ports)).toBe('returning');
      expect(await outside(world, key, name)).toEqual([]);
      await insist(world, (mine) => liftHold(mine, act).catch(missing), ports);
      expect(await world.ports.holds.get('heart-study')).toBeUndefined();
      expect((await world.run('export', key)).state).toBe('returned');
    }),
    { numRuns: 10, endOnFailure: true },
  );
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ ok: true });
});

/** The hold was lifted before the process died. */
function missing(error: unknown): void {
  if (!String(error).includes('is not on hold')) throw error;
}
