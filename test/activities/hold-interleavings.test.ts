import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasEnded } from '../../src/activities/transfer/cancel-runs.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { keepHolds, setHold } from '../../src/use-cases/operation/hold.ts';
import { person } from '../domain/sample.ts';
import { liftHolds } from './lift-holds.ts';
import { approved, goOn, outside } from './packages.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld('release');
});
afterAll(() => world.stop());

const { oid, email } = person('Otto', 90);
const caller = { oid, name: 'Otto Operator', emails: [email], roles: [], groups: 'no-claim' as const };
const idle = { start: async () => {}, wake: async () => {} };

let packages = 0;

/** A package is released; at that step of the flow a hold is set, in the middle of what the step does when `within`. Gives what the hold told. */
async function heldAt(step: number, within: boolean, takeBack: boolean) {
  packages += 1;
  const name = `held-${packages}`;
  const key = await approved(world, name);
  const set = () => setHold(world.ports, idle, { project: 'heart-study', caller, reason: 'a leak', takeBack });
  let steps = 0;
  let told: Awaited<ReturnType<typeof set>> | undefined;
  let pending: Promise<void> | undefined;
  const before = async () => {
    if ((await world.operation(key)).state !== 'releasing') return;
    steps += 1;
    if (steps !== step) return;
    pending = set().then((answer) => {
      told = answer;
    });
    if (!within) await pending;
  };
  await goOn(world, key, { before });
  await pending;
  return { key, name, told };
}

/** How many files the audit says were outside when the hold met the release. */
async function toldOutside(id: string): Promise<unknown[]> {
  const told: unknown[] = [];
  for await (const line of world.ports.audit.lines('heart-study')) {
    const { kind, data } = parseChainLine(line).event;
    if (kind === 'hold.files-outside' && data['release'] === id) told.push(data['files']);
  }
  return told;
}

async function sweep(): Promise<void> {
  const failures = new Failures();
  await keepHolds(world.ports, idle, failures);
  failures.throwAny();
}

test('a hold at any step of a release leaves nothing outside that nobody is told of, and nothing at all when it takes back', async () => {
  const steps = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(0, 300, 900),
      async (step, within, takeBack, pace) => {
        world.knobs.set({ millisecondsPerFile: pace });
        const { key, name, told } = await heldAt(step, within, takeBack);
        await sweep();
        const { state } = await world.operation(key);
        if (state === 'revoking') await world.run('revoke', key);
        const files = await outside(world, key, name);
        const row = await world.operation(key);
        if (takeBack && told !== undefined) {
          expect({ state: row.state, files }).toEqual({ state: row.state, files: [] });
        } else if (files.length > 0 && row.state !== 'released') {
          expect(await toldOutside(key.id)).toContain(files.length);
        }
        if (row.state === 'released') expect(files).toHaveLength(2);
        const runs = await world.ports.dataFactory.find('export-release', key.id, new Date(0));
        if (row.state !== 'released') expect(runs.every(hasEnded)).toBe(true);
        if (told !== undefined) await liftHolds(world.ports, { project: 'heart-study', caller, reason: 'it is over' });
        if (row.state === 'releasing') expect((await goOn(world, key)).state).toBe('released');
      },
    ),
    { numRuns: 14, endOnFailure: true },
  );
  expect(await verifyProofs(world.ports, 'heart-study')).toMatchObject({ ok: true });
});
