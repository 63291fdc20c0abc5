import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { person } from '../domain/sample.ts';
import { verifyDownloadedCopy } from '../journeys/downloaded-copy.ts';
import { sweepSettings } from './flow-settings.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ egress: { quietSeconds: 1, approval: { required: false } } });
});
afterAll(() => world.stop());

const day = 86_400_000;
const clockAfter = (days: number) => ({ now: () => new Date(world.ports.clock.now().getTime() + days * day) });

async function released(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/table.csv`, 'x,y\n');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  const key = await world.open('export', `heart-study/${name}/_COMPLETE`);
  expect(await world.run('export', key)).toMatchObject({ state: 'released' });
  return key;
}

function controlContainers() {
  return { audit: world.control('audit'), manifests: world.control('manifests') };
}

/** What a sweep starts so many days later. */
async function sweptAfter(days: number): Promise<string[]> {
  const started: string[] = [];
  const workflows = { start: async (_: string, id: string) => void started.push(id), wake: async () => {} };
  await sweep({ ...world.ports, clock: clockAfter(days) }, workflows, sweepSettings);
  return started;
}

async function clearAfter(days: number, key: OperationKey): Promise<Operation> {
  const activities = createActivities({ ...world.ports, clock: clockAfter(days) }, flowSettings);
  for (const name of ['lookAtClearing', 'noteCleared', 'noteUncleared'] as const)
    Reflect.set(world.activities, name, activities[name]);
  await world.run('clear', key);
  return await world.operation(key);
}

describe('a frozen copy', () => {
  test('goes thirty days after the release, with a receipt; the results, their receipt and the proofs stay', async () => {
    const key = await released('results');
    const prefix = `heart-study/${key.id}/`;
    expect(await sweptAfter(29)).not.toContain(`${key.id}-clear`);
    expect(await world.names('review', prefix)).toHaveLength(1);
    expect(await sweptAfter(31)).toContain(`${key.id}-clear`);

    const row = await clearAfter(31, key);
    expect(row).toMatchObject({ state: 'released', cleared: { review: expect.any(String) } });
    expect(await world.names('review', prefix)).toEqual([]);
    expect(await world.names('released', `heart-study/results/${key.id}/`)).toHaveLength(1);
    const receipt = decodeJwt((await receiptsOf(world.ports, key.id))['clearing-review'] ?? '');
    expect(receipt).toMatchObject({ kind: 'clearing', place: 'review', digest: row.package?.digest, count: 1 });
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
    expect((await verifyDownloadedCopy(world.ports, controlContainers())).problems).toEqual([]);
    expect(await sweptAfter(400)).not.toContain(`${key.id}-clear`);
  });

  test('takes drafts of remarks with it, of every round and approver, and leaves what a decision holds', async () => {
    const key = await released('remarked');
    const { remarks } = world.ports;
    const savedAt = world.ports.clock.now().toISOString();
    const page = { page: 1, remarks: [{ number: 1, seen: true, question: false, text: 'Round it.' }] };
    const drafts = [
      { exportId: key.id, round: 1, approver: 'a' },
      { exportId: key.id, round: 2, approver: 'b' },
    ];
    const other = { exportId: 'exp_01K00000000000000000000000', round: 1, approver: 'a' };
    for (const of of [...drafts, other]) await remarks.saveDraft(of, { ...page, savedAt }, null);
    await remarks.keep(key.id, 'd'.repeat(64), [page]);
    await clearAfter(31, key);
    for (const of of drafts) expect(await remarks.drafts(of)).toEqual([]);
    expect(await remarks.drafts(other)).toHaveLength(1);
    expect(await remarks.kept(key.id, 'd'.repeat(64))).toEqual([page]);
  });

  test('that somebody wrote into stays, its row says why, and it is looked at again a day later', async () => {
    const key = await released('touched');
    await world.put('review', `heart-study/${key.id}/extra.csv`, 'x');
    const row = await clearAfter(31, key);
    expect(row.cleared?.review).toBeUndefined();
    expect(row.cleared?.problem?.message).toContain('nobody expects it here');
    expect(await world.names('review', `heart-study/${key.id}/`)).toHaveLength(2);
    expect(await sweptAfter(31.5)).not.toContain(`${key.id}-clear`);
    await world.container('review').deleteBlob(`heart-study/${key.id}/extra.csv`);
    expect(await sweptAfter(33)).toContain(`${key.id}-clear`);
    expect((await clearAfter(33, key)).cleared).toEqual({ review: expect.any(String) });
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
  });

  test('of a freeze that never came to its end goes after the discard of its package, with a receipt about what was sent', async () => {
    await world.put('exports', 'heart-study/halfway/table.csv', 'x,y\n');
    await world.put('exports', 'heart-study/halfway/_COMPLETE', '');
    const key = await world.open('export', 'heart-study/halfway/_COMPLETE');
    const before = async (name: string) => {
      if (name === 'verifyCopy') await world.activities.failOperation({ key, message: 'The copy is looked into' });
    };
    expect(await world.run('export', key, { before })).toMatchObject({ state: 'failed' });
    const by = { key, by: person('Otto', 90).oid, reason: 'not wanted' };
    await discardOperation(world.ports, { start: async () => {}, wake: async () => {} }, by);
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.names('review', `heart-study/${key.id}/`)).toHaveLength(1);
    expect(await sweptAfter(29)).not.toContain(`${key.id}-clear`);
    expect(await sweptAfter(31)).toContain(`${key.id}-clear`);

    const row = await clearAfter(31, key);
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
    const receipt = decodeJwt((await receiptsOf(world.ports, key.id))['clearing-review'] ?? '');
    expect(receipt).toMatchObject({ kind: 'clearing', place: 'review', digest: row.source?.digest });
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
    expect((await verifyDownloadedCopy(world.ports, controlContainers())).problems).toEqual([]);
  });

  test('whose receipt is lost is found by the verification', async () => {
    const key = await released('lost');
    await clearAfter(31, key);
    const name = `${key.id}-clearing-review`;
    const { manifests: stored } = world.ports;
    const others = (names: readonly string[]) => names.filter((one) => one !== name);
    const manifests: typeof stored = {
      ...stored,
      receiptNames: async (id) => others(await stored.receiptNames(id)),
      readReceipt: async (one) => (one === name ? undefined : await stored.readReceipt(one)),
      async receiptPage(from) {
        const page = await stored.receiptPage(from);
        return { ...page, items: others(page.items) };
      },
    };
    const proof = await verifyProofs({ ...world.ports, manifests });
    expect(proof.receipts.bad).toContainEqual({ name, why: expect.stringContaining('missing') });
  });
});
