import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const kept = { retentionDays: 30, softDeleteDays: 7, deleteOfRetained: 'makes-version' } as const;
let ahead = 0;
beforeEach(() => {
  ahead = 0;
  world.versions.knobs = kept;
});

const day = 86_400_000;
const started: string[] = [];
const workflows = {
  start: async (flow: string, id: string) => void started.push(`${flow} ${id}`),
  wake: async () => {},
};

/** The control plane's clock runs ahead of storage, as weeks pass between two looks. */
function letTimePass(days: number): void {
  ahead += days * day;
  const clock = { now: () => new Date(world.ports.clock.now().getTime() + ahead) };
  const { lookAtRetraction } = createActivities({ ...world.ports, clock }, flowSettings);
  Reflect.set(world.activities, 'lookAtRetraction', lookAtRetraction);
}

async function available(name: string): Promise<OperationKey> {
  for (const path of ['a.csv', 'deep/b.csv']) await world.put('ingress', `heart-study/${name}/${path}`, path);
  const key = await world.open('ingress', `heart-study/${name}/a.csv`);
  expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
  return key;
}

const retract = (key: OperationKey) =>
  retractVersion(world.ports, flowSettings, workflows, { key, by: 'otto', reason: 'Consent was withdrawn' });
const versions = async (name: string): Promise<boolean[]> => {
  const found = [];
  for await (const { isCurrent } of world.ports.versions.all(`heart-study/${name}/`)) found.push(isCurrent);
  return found;
};
/** Whether the delete was tried and the retraction waits for time to pass. */
const waits = (key: OperationKey) => async () => {
  const last = (await world.operation(key)).transfers.at(-1);
  return last?.step === 'dataset-retract' && last.closedAt !== undefined;
};

async function isProven(): Promise<void> {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
}

describe('retracting a version', () => {
  test('closes it at once, deletes it, and ends when nothing can be restored; the name is free all the time', async () => {
    const key = await available('cohort');
    const { state, retraction } = await retract(key);
    expect(state).toBe('retracting');
    expect(started).toContain(`retract ${key.id}-retract`);
    const { newest } = { newest: retraction?.retainedUntil ?? '' };
    expect(Date.parse(newest)).toBeGreaterThan(world.now().getTime() + 29 * day);
    await world.run('retract', key, { enough: waits(key) });
    expect(await world.contents('datasets', 'heart-study/cohort/')).toEqual({});
    expect(await versions('cohort')).toEqual([false, false]);
    expect(await world.operation(key)).toMatchObject({ state: 'retracting', transfers: expect.anything() });
    await isProven();

    const next = await available('cohort');
    expect((await world.operation(next)).version).toBe(2);

    world.versions.knobs = { ...kept, retentionDays: 0, softDeleteDays: 0 };
    expect(await world.run('retract', key)).toMatchObject({ state: 'retracted' });
    expect(await world.contents('datasets', 'heart-study/cohort/')).toHaveProperty(['heart-study/cohort/v2/a.csv']);
    const receipt = decodeJwt((await receiptsOf(world.ports, key.id))['retraction'] ?? '');
    expect(receipt).toMatchObject({ kind: 'retraction', count: 2, closedAt: retraction?.closedAt });
    expect(Date.parse(String(receipt['goneAt']))).toBeGreaterThan(Date.parse(retraction?.closedAt ?? ''));
    expect(String(receipt['duties'])).toContain('Copies that people made on machines');
    await isProven();
  });

  test('is refused by the retention without failing, and goes on when that is over', async () => {
    world.versions.knobs = { ...kept, deleteOfRetained: 'is-refused' };
    const key = await available('locked');
    await retract(key);
    await world.run('retract', key, { enough: waits(key) });
    const refused = await world.operation(key);
    expect(refused).toMatchObject({ state: 'retracting', transfers: [{}, {}, { status: 'failed' }] });
    expect(refused.transfers.at(-1)?.message).toContain('immutable due to a policy');
    expect(refused.trouble).toBeUndefined();
    expect(await versions('locked')).toEqual([true, true]);
    await isProven();

    letTimePass(20);
    expect(await world.activities.lookAtRetraction(key)).toEqual({ kind: 'wait', waitSeconds: 86_400 });
    letTimePass(11);
    world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
    expect(await world.run('retract', key)).toMatchObject({ state: 'retracted' });
    expect(await versions('locked')).toEqual([]);
    await isProven();
  });

  test('repeated by an impatient operator changes nothing, and is no way out of other states', async () => {
    const key = await available('twice');
    const first = await retract(key);
    const again = await retractVersion(world.ports, flowSettings, workflows, { key, by: 'olivia', reason: 'Again' });
    expect(again).toMatchObject({ revision: first.revision, retraction: { by: 'otto' } });
    world.versions.knobs = { ...kept, retentionDays: 0, softDeleteDays: 0 };
    await world.run('retract', key);
    await expect(retract(key)).rejects.toThrow('only a version that is available');
  });

  test('goes on after it was stopped and retried', async () => {
    const key = await available('stopped');
    await retract(key);
    await world.run('retract', key, { enough: waits(key) });
    const reason = 'The wrong version';
    await stopOperation(world.ports, flowSettings, workflows, { key, by: 'otto', reason });
    await world.run('retract', key);
    expect(await world.operation(key)).toMatchObject({ state: 'failed' });
    await world.activities.move({ key, from: 'failed', event: 'retry' });
    expect(await world.operation(key)).toMatchObject({ state: 'retracting' });
    world.versions.knobs = { ...kept, retentionDays: 0, softDeleteDays: 0 };
    expect(await world.run('retract', key)).toMatchObject({ state: 'retracted' });
    await isProven();
  });
});
