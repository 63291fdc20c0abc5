import { beforeEach, expect, test } from 'vitest';
import { type ComputeKnobs, defaultKnobs } from '../../../local/azure/compute/knobs.ts';
import { noTelemetry } from '../../../src/azure/telemetry/no-telemetry.ts';
import type { ComputeEvent } from '../../../src/compute/ports/compute.ts';
import { createReconciler, type ReconcileResult, type Reconciler } from '../../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { MemoryMachines } from '../../memory/machines.ts';
import { MemoryWorkspace } from '../../memory/workspace.ts';
import { machinesByHand } from '../hands.ts';
import { hoursInMemory } from './hours-in-memory.ts';
import { memoryInMemory } from './memory-in-memory.ts';

const minute = 60_000;
const office = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' };
const genomics = {
  project: 'genomics',
  definition: computeDefinition.parse({
    virtualMachines: [{ name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'dsvm', power: office }],
  }),
  active: true,
};

let now: number;
let isHeld: boolean;
let machines: MemoryMachines;
let events: ComputeEvent[];
let reconciler: Reconciler;

beforeEach(() => {
  // A Friday.
  now = Date.parse('2026-06-05T07:55:00Z');
  isHeld = false;
  events = [];
  const knobs: ComputeKnobs = { ...defaultKnobs(), changeMilliseconds: minute };
  const clock = { now: () => new Date(now) };
  machines = new MemoryMachines({ clock, knobs }, ['dsvm']);
  machines.seed({
    name: 'dsvm-1',
    size: 'Standard_D4s_v5',
    tags: {
      'sallyport-project': 'genomics',
      'sallyport-power': 'start 0 0 8 * * 1-5; stop 0 0 19 * * 1-5; UTC',
      'sallyport-image': 'dsvm',
    },
    power: 'deallocated',
  });
  reconciler = createReconciler({
    machines: machines.port,
    workspace: new MemoryWorkspace({ clock, knobs }).port,
    telemetry: noTelemetry,
    memory: memoryInMemory(),
    hours: hoursInMemory(clock.now),
    record: async (event) => void events.push(event),
    isHeld: async () => isHeld,
    isInForce: async () => true,
    now: clock.now,
  });
});

/** Runs every five minutes up to that time; gives what each plan says of hours that nobody asked for. */
async function runUntil(time: string): Promise<string[]> {
  const said: string[] = [];
  for (; now < Date.parse(time); now += 5 * minute) {
    const { plan } = await run();
    const minutes = plan.alerts.flatMap(({ unasked }) => unasked?.minutes ?? []);
    said.push(...minutes.map((ran) => `${new Date(now).toISOString().slice(11, 16)} runs for ${ran}`));
    said.push(
      ...plan.notes.map(({ reason }) => `${new Date(now).toISOString().slice(11, 16)} ${reason.split(' since')[0]}`),
    );
  }
  return said;
}

async function run(): Promise<ReconcileResult> {
  const [done] = await reconciler.run([genomics]);
  if (done === undefined || !('result' in done)) throw new Error(done?.error ?? 'There was no run');
  return done.result;
}

test('what a schedule starts and stops was asked for, however long it takes', async () => {
  expect(await runUntil('2026-06-09T09:00:00Z')).toEqual([]);
});

test('one that somebody else starts at night is switched off, and its time is told until it is to run again', async () => {
  await runUntil('2026-06-05T20:00:00Z');
  await machinesByHand(machines.port).start('dsvm-1');
  expect(await runUntil('2026-06-05T20:20:00Z')).toEqual([
    '20:05 runs for 5',
    '20:10 It ran for 5 minutes',
    '20:15 It ran for 5 minutes',
  ]);
});

test('a hold lets it run on, and its hours are counted', async () => {
  await runUntil('2026-06-05T20:00:00Z');
  now -= 2 * minute;
  await machinesByHand(machines.port).start('dsvm-1');
  now += 2 * minute;
  isHeld = true;
  const held = await runUntil('2026-06-05T22:05:00Z');
  expect([held.length, held.at(0), held.at(-1)]).toEqual([25, '20:00 runs for 5', '22:00 runs for 125']);
  isHeld = false;
  const after = await runUntil('2026-06-05T22:20:00Z');
  expect(after).toEqual(['22:05 runs for 130', '22:10 It ran for 2.2 hours', '22:15 It ran for 2.2 hours']);
  await machinesByHand(machines.port).start('dsvm-1');
  expect(await runUntil('2026-06-05T22:30:00Z')).toEqual(['22:20 It ran for 2.2 hours', '22:25 runs for 135']);
  const weekend = await runUntil('2026-06-08T08:00:00Z');
  expect(weekend.at(-1)).toBe('07:55 It ran for 2.3 hours');
  expect(await runUntil('2026-06-08T08:10:00Z')).toEqual([]);
  const found = events.flatMap((event) => (event.type === 'compute-drift-found' ? [event.reason] : []));
  expect(found.filter((reason) => reason.includes('did not start it. It has run for')).length).toBe(2);
});
