import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { revokeRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { person } from '../domain/sample.ts';
import { ClosingWorld } from '../use-cases/closing-world.ts';
import { startAzuriteWorld } from './azurite-world.ts';
import { liftHolds } from './lift-holds.ts';
import { approved, decideAll, goOn, outside } from './packages.ts';
import { flowSettings, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  ({ world } = await startAzuriteWorld('release'));
});
afterAll(() => world.stop());

const caller = { oid: person('Otto', 90).oid };
const workflows = { start: async () => {}, wake: async () => {} };
const proven = { ok: true, findings: [], receipts: { bad: [] } };

test('on Azurite a hold takes a release back from the second account; released there later, it is revoked, and nothing is left', async () => {
  const key = await approved(world, 'figures');
  const asked = { project: key.project, reason: 'a leak is looked into', caller };
  const releases: unknown[] = [];
  world.knobs.set({ millisecondsPerFile: 700 });
  await goOn(world, key, {
    before: async (name, input) => {
      if (name !== 'pollTransfer' || releases.length > 0 || Object(input).poll < 1) return;
      releases.push(...(await setHold(world.ports, workflows, { ...asked, takeBack: true })).releases);
    },
  });
  world.knobs.reset();
  expect(releases).toMatchObject([{ operation: key.id, runs: [expect.any(String)], takenBack: true }]);
  expect(await world.run('revoke', key)).toMatchObject({ state: 'in-review' });
  expect(await world.operation(key)).toMatchObject({ round: 2, takeBack: { number: 1, to: 'in-review' } });
  expect(await world.names('released', '')).toEqual([]);

  await liftHolds(world.ports, asked);
  await goOn(world, key);
  await decideAll(world, key);
  expect(await goOn(world, key)).toMatchObject({ state: 'released' });
  expect(await outside(world, key, 'figures')).toHaveLength(2);
  expect((await world.container('released', 'public').listBlobsFlat().next()).done).toBe(true);
  const around = { settings: flowSettings, workflows };
  await revokeRelease(world.ports, around, { key, by: caller.oid, reason: 'a name is in it' });
  expect(await world.run('revoke', key)).toMatchObject({ state: 'revoked' });
  expect(await world.names('released', '')).toEqual([]);
  expect(await verifyProofs(world.ports, key.project)).toMatchObject(proven);
});

test('on Azurite a project that is closed keeps nothing anywhere, and has its receipt', async () => {
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
  const closing = new ClosingWorld(world);
  const { id } = await closing.project('brain-study', { egress: { quietSeconds: 1, approval: { required: false } } });
  const [cohort, tables] = [await closing.dataset(id, 'cohort'), await closing.package(id, 'tables')];
  await Promise.all([closing.run('ingress', cohort), closing.run('export', tables)]);
  await closing.project(id);
  await closing.run('export', await closing.package(id, 'drafts'));
  expect(await closing.states(id)).toEqual({ cohort: 'available', tables: 'released', drafts: 'in-review' });
  await closing.close(id, 'revoke');
  const receipt = () => world.ports.manifests.readReceipt(`${id}-closure-revoke`);
  for (let sweeps = 0; (await receipt()) === undefined && sweeps < 8; sweeps += 1) await closing.swept();
  expect(await closing.states(id)).toEqual({ cohort: 'retracted', tables: 'revoked', drafts: 'returned' });
  for (const place of ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'] as const)
    expect(await world.names(place, `${id}/`), place).toEqual([]);
  expect(decodeJwt((await receipt()) ?? '')).toMatchObject({ kind: 'closure', destruction: { outcome: 'all-gone' } });
  expect(await verifyProofs(world.ports, id)).toMatchObject(proven);
});
