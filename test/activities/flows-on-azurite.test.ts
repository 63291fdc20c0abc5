import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { revokeRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { person } from '../domain/sample.ts';
import { type AzuriteWorld, startAzuriteWorld } from './azurite-world.ts';
import { approved, goOn, outside } from './packages.ts';
import { flowSettings, type World } from './world.ts';

let azure: AzuriteWorld['azure'];
let world: World;
beforeAll(async () => {
  ({ azure, world } = await startAzuriteWorld());
});
afterAll(() => world.stop());
afterEach(async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
});

const by = person('Otto', 90).oid;
const workflows = { start: async () => {}, wake: async () => {} };
const daysLater = (days: number) => ({ now: () => new Date(world.now().getTime() + days * 86_400_000) });

async function upload(name: string): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  await world.put('ingress', `heart-study/${name}/deep/b.csv`, 'b');
  return await world.open('ingress', `heart-study/${name}/a.csv`);
}

/** Takes the package back before people decide, and runs it until its researchers have it again. */
async function returned(name: string): Promise<OperationKey> {
  const key = await approved(world, name);
  const asked = { key, by: person('Rita', 2).oid, part: 'researcher', reason: 'a wrong table' } as const;
  await withdrawOperation(world.ports, workflows, asked);
  expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
  return key;
}

test('on Azurite a dataset comes in; its retention refuses the delete of a retraction, and later it is gone with all its versions', async () => {
  const key = await upload('cohort');
  expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
  expect(await world.contents('datasets', 'heart-study/cohort/')).toEqual({
    'heart-study/cohort/v1/a.csv': 'a',
    'heart-study/cohort/v1/deep/b.csv': 'b',
  });
  expect(await world.names('ingress', 'heart-study/cohort/')).toEqual([]);
  world.versions.knobs = { retentionDays: 30, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
  await retractVersion(world.ports, flowSettings, workflows, { key, by, reason: 'Consent was withdrawn' });
  const last = async () => (await world.operation(key)).transfers.at(-1);
  const enough = async () => (await last())?.step === 'dataset-retract' && (await last())?.closedAt !== undefined;
  expect(await world.run('retract', key, { enough })).toMatchObject({ state: 'retracting' });
  expect(await last()).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('immutable due to a policy'),
  });
  expect(await world.names('datasets', 'heart-study/cohort/')).toHaveLength(2);
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
  const { lookAtRetraction } = createActivities({ ...world.ports, clock: daysLater(31) }, flowSettings);
  const activities = { ...world.activities, lookAtRetraction };
  expect(await world.run('retract', key, { activities })).toMatchObject({ state: 'retracted' });
  expect(await world.contents('datasets', 'heart-study/cohort/')).toEqual({});
});

test('on Azurite a package leaves, and nothing of it is outside when its release is revoked', async () => {
  const key = await approved(world, 'results');
  expect(await goOn(world, key)).toMatchObject({ state: 'released' });
  expect(await outside(world, key, 'results')).toHaveLength(2);
  const around = { settings: flowSettings, workflows };
  await revokeRelease(world.ports, around, { key, by, reason: 'a name is in it' });
  expect(await world.run('revoke', key)).toMatchObject({ state: 'revoked' });
  expect(await outside(world, key, 'results')).toEqual([]);
});

test('on Azurite a package that is withdrawn goes back, and both copies of it are cleared when their days are over', async () => {
  const key = await returned('draft');
  expect(await world.names('notices', `heart-study/${key.id}`)).toHaveLength(1);
  const activities = { ...world.activities };
  const { lookAtClearing, noteCleared } = createActivities({ ...world.ports, clock: daysLater(100) }, flowSettings);
  await world.run('clear', key, { activities: { ...activities, lookAtClearing, noteCleared } });
  const { cleared } = await world.operation(key);
  expect(cleared).toEqual({ review: expect.any(String), returned: expect.any(String) });
  for (const place of ['review', 'returned'] as const)
    expect((await world.names(place, 'heart-study/')).filter((name) => name.includes(key.id))).toEqual([]);
});

test('on Azurite an upload that its owner withdraws is neither copied nor deleted', async () => {
  const key = await upload('regretted');
  const asked = { key, by: person('Olga', 1).oid, part: 'owner', reason: 'the wrong files' } as const;
  await withdrawOperation(world.ports, workflows, asked);
  let looks = 0;
  const enough = async () => {
    looks += 1;
    return looks === 3;
  };
  expect(await world.run('ingress', key, { enough })).toMatchObject({ state: 'withdrawing' });
  expect(await world.names('ingress', 'heart-study/regretted/')).toHaveLength(2);
  expect(await world.names('datasets', 'heart-study/regretted/')).toEqual([]);
  for (const name of await world.names('ingress', 'heart-study/regretted/'))
    await world.container('ingress').deleteBlob(name);
  expect(await world.run('ingress', key)).toMatchObject({ state: 'withdrawn' });
});

test('on Azurite a look lists the upload once, and a marker of which only blocks have arrived is none', async () => {
  await world.project({ ingress: { quietSeconds: 3600 } });
  await world.put('ingress', 'heart-study/once/a.csv', 'a');
  const key = await world.open('ingress', 'heart-study/once/a.csv');
  await world.container('ingress').getBlockBlobClient('heart-study/once/_COMPLETE').stageBlock('AAAA', 'x', 1);
  azure.ledger.clear();
  expect(await world.activities.lookAtArrival(key)).toMatchObject({ kind: 'wait' });
  const listings = azure.ledger.entries().filter(({ action }) => action === 'ListBlobs');
  expect(listings.map(({ place, count }) => [place, count])).toEqual([['ingress', 1]]);
});

test('on Azurite a file with a snapshot is not deleted: the dataset stops, says so, and the copy is whole', async () => {
  const path = 'heart-study/snapshot/a.csv';
  await world.project({ ingress: { quietSeconds: 1 } });
  await world.put('ingress', path, 'a');
  const key = await world.open('ingress', path);
  const { azurite, credential } = azure.storage;
  const account = new BlobServiceClient(`${azurite.blob}/public`, credential);
  await account.getContainerClient('ingress').getBlobClient(path).createSnapshot();
  expect(await world.run('ingress', key)).toMatchObject({ state: 'failed' });
  expect((await world.operation(key)).failure?.message).toMatch(/blob has snapshots/);
  expect(await world.contents('ingress', 'heart-study/snapshot/')).toEqual({ [path]: 'a' });
  expect(await world.contents('datasets', 'heart-study/snapshot/')).toEqual({ 'heart-study/snapshot/v1/a.csv': 'a' });
});
