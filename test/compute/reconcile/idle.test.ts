import { beforeEach, describe, expect, it } from 'vitest';
import { type ComputeKnobs, defaultKnobs } from '../../../local/azure/compute/knobs.ts';
import { noTelemetry } from '../../../src/azure/telemetry/no-telemetry.ts';
import { describeAction } from '../../../src/compute/domain/action.ts';
import type { ComputeEvent, MachinePort } from '../../../src/compute/ports/compute.ts';
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
    virtualMachines: [{ name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'dsvm', power: office, idleMinutes: 90 }],
  }),
  active: true,
};

let now: number;
let knobs: ComputeKnobs;
let machines: MemoryMachines;
let port: MachinePort;
let events: ComputeEvent[];
let asked: number;
let memory: ReturnType<typeof memoryInMemory>;
let reconciler: Reconciler;

beforeEach(() => {
  // A Friday, five minutes before the machine starts.
  now = Date.parse('2026-06-05T07:55:00Z');
  knobs = { ...defaultKnobs(), changeMilliseconds: minute, metricsDelayMilliseconds: 2 * minute };
  const clock = { now: () => new Date(now) };
  machines = new MemoryMachines({ clock, knobs }, ['dsvm']);
  port = { ...machines.port };
  events = [];
  asked = 0;
  memory = memoryInMemory();
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
    machines: {
      ...machines.port,
      load: (...given) => {
        asked += 1;
        return port.load(...given);
      },
      take: (step) => port.take(step),
    },
    workspace: new MemoryWorkspace({ clock, knobs }).port,
    telemetry: noTelemetry,
    memory,
    hours: hoursInMemory(clock.now),
    record: async (event) => void events.push(event),
    isHeld: async () => false,
    isInForce: async () => true,
    now: clock.now,
  });
});

/** Runs every five minutes up to that time; gives each step with the time at which it was taken. */
async function runUntil(time: string): Promise<string[]> {
  const steps: string[] = [];
  for (; now < Date.parse(time); now += 5 * minute) {
    const { applied } = await run();
    for (const { action } of applied)
      steps.push(`${new Date(now).toISOString().slice(5, 16)} ${describeAction(action)}`);
  }
  return steps;
}

async function run(): Promise<ReconcileResult> {
  const [done] = await reconciler.run([genomics]);
  if (done === undefined || !('result' in done)) throw new Error(done?.error ?? 'There was no run');
  return done.result;
}

function busyFrom(since: string, until: string): void {
  knobs.loads.push({ machine: 'dsvm-1', since, cpuPercent: 30, bytesAMinute: 10_000 });
  knobs.loads.push({ machine: 'dsvm-1', since: until, cpuPercent: 1, bytesAMinute: 10_000 });
}

describe('a scheduled machine that may be idle for 90 minutes', () => {
  it('is off after that, stays off until its next start, and is on at once for whoever starts it', async () => {
    busyFrom('2026-06-05T08:00:00Z', '2026-06-05T10:00:00Z');
    expect(await runUntil('2026-06-05T14:00:00Z')).toEqual([
      '06-05T08:00 start machine dsvm-1: it is deallocated and the schedule says on since 2026-06-05T08:00:00.000Z',
      '06-05T11:35 deallocate machine dsvm-1: it is idle for 90 of 90 minutes',
    ]);
    await machinesByHand(machines.port).start('dsvm-1');
    expect(await runUntil('2026-06-06T20:00:00Z')).toEqual([
      '06-05T15:40 deallocate machine dsvm-1: it is idle for 90 of 90 minutes',
    ]);
    expect(await runUntil('2026-06-08T08:30:00Z')).toEqual([
      '06-08T08:00 start machine dsvm-1: it is deallocated and the schedule says on since 2026-06-08T08:00:00.000Z',
    ]);
    expect(memory.rows.get('genomics')?.value).toMatchObject({ idle: [], drift: [] });
  });

  it('is written down with its reason before and after', async () => {
    await runUntil('2026-06-05T12:00:00Z');
    const about = events.flatMap((event) => ('action' in event && 'idle' in event.action ? [event] : []));
    expect(about).toMatchObject([
      { type: 'compute-intent', action: { reason: 'it is idle for 90 of 90 minutes' } },
      { type: 'compute-outcome', error: undefined },
    ]);
  });

  it.each([
    ['are missing', () => Object.assign(knobs, { withoutMetrics: true })],
    ['come too late', () => Object.assign(knobs, { metricsDelayMilliseconds: 20 * minute })],
    ['cannot be read', () => Object.assign(port, { load: () => Promise.reject(new Error('Azure Monitor is away')) })],
  ])('goes on running while its metrics %s', async (_what, misbehave) => {
    misbehave();
    expect(await runUntil('2026-06-05T18:55:00Z')).toMatchObject([expect.stringContaining('start machine')]);
  });

  it('is not asked about while it is off, and one that was refused is tried again', async () => {
    await run();
    expect(asked).toBe(0);
    await runUntil('2026-06-05T09:30:00Z');
    expect(asked).toBeGreaterThan(0);
    const { take } = port;
    port.take = () => Promise.reject(new Error('Azure is busy'));
    expect(await runUntil('2026-06-05T10:00:00Z')).toHaveLength(4);
    expect(memory.rows.get('genomics')?.value.idle).toEqual([]);
    port.take = take;
    expect(await runUntil('2026-06-05T12:00:00Z')).toHaveLength(1);
  });

  it('is kept in the look, with how idle it is and since when it is off for that', async () => {
    await runUntil('2026-06-05T09:00:00Z');
    expect((await run()).look.idle).toEqual([
      { compute: 'machine dsvm-1', reason: 'Machine dsvm-1 is idle for 50 of 90 minutes' },
    ]);
    await runUntil('2026-06-05T12:00:00Z');
    expect((await run()).look.idle).toMatchObject([{ stoppedAt: '2026-06-05T09:40:00.000Z' }]);
  });
});
