import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasEnded } from '../../src/activities/transfer/cancel-runs.ts';
import { orchestrationOf } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { dying, insist, runDying } from './dying.ts';
import { at, discard, emptyDoor, goOn, upload, withdraw } from './unpublished.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'makes-version' };
});
afterAll(() => world.stop());

let datasets = 0;

/** A dataset that is withdrawn while a run copies it, with ports that die once from then on. */
async function withdrawnDying(ports: Ports): Promise<{ readonly key: OperationKey; readonly name: string }> {
  datasets += 1;
  const name = `killed-${datasets}`;
  const key = await upload(world, name);
  world.knobs.set({ millisecondsPerFile: 100 });
  const wish = () => insist(world, (mine) => withdraw(mine, key).catch(isDone), ports);
  expect(await goOn(world, key, at('pollTransfer ingress-copy', wish), 'withdrawing')).toBe('withdrawing');
  world.knobs.reset();
  return { key, name };
}

/** The wish was carried out before the process died. */
function isDone(error: unknown): void {
  if (!String(error).includes('already')) throw error;
}

/** Runs flow after flow, as the sweep starts them, to the end. */
async function toTheEnd(key: OperationKey, ports: Ports): Promise<string> {
  const { flow } = orchestrationOf(await world.operation(key));
  expect(await runDying(world, flow, key, ports)).toBe('retracting');
  return await runDying(world, 'retract', key, ports);
}

async function expectGone(key: OperationKey, name: string, receipts: readonly string[]): Promise<void> {
  expect(await world.names('datasets', `heart-study/${name}/`)).toEqual([]);
  expect((await world.ports.dataFactory.find('ingress-copy', key.id, new Date(0))).every(hasEnded)).toBe(true);
  const names = await world.ports.manifests.receiptNames(key.id);
  expect(names.toSorted()).toEqual(receipts.map((kind) => `${key.id}-${kind}`));
  expect(await world.ports.register.isUnfinished(await world.operation(key))).toBe(false);
}

const deaths = fc.tuple(fc.integer({ min: 1, max: 18 }), fc.constantFrom('before', 'after'));

test('a process that dies before or after any effect of a withdrawal leaves no copy and one receipt', async () => {
  await fc.assert(
    fc.asyncProperty(deaths, async ([number, when]) => {
      const ports = dying(world.ports, number, when);
      const { key, name } = await withdrawnDying(ports);
      await emptyDoor(world, name);
      expect(await toTheEnd(key, ports)).toBe('withdrawn');
      await expectGone(key, name, ['retraction']);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ ok: true });
});

test('a process that dies before or after any effect of a discard leaves no copy and two receipts', async () => {
  await fc.assert(
    fc.asyncProperty(deaths, async ([number, when]) => {
      const { key, name } = await withdrawnDying(world.ports);
      const ports = dying(world.ports, number, when);
      await insist(world, (mine) => discard(mine, key).catch(isGoing), ports);
      expect(await toTheEnd(key, ports)).toBe('discarded');
      await expectGone(key, name, ['deletion', 'retraction']);
      expect(await world.names('ingress', `heart-study/${name}/`)).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ ok: true });
});

/** The discard was begun before the process died. */
function isGoing(error: unknown): void {
  if (!String(error).includes('is discarding')) throw error;
}
