import { beforeEach, expect, test } from 'vitest';
import { defaultKnobs } from '../../../local/azure/compute/knobs.ts';
import { machineNamed } from '../../../src/compute/domain/start-by-hand.ts';
import type { ComputeEvent } from '../../../src/compute/ports/compute.ts';
import { startMachine } from '../../../src/compute/reconcile/start-machine.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { MemoryMachines } from '../../memory/machines.ts';
import { MemoryWorkspace } from '../../memory/workspace.ts';
import { hoursInMemory } from './hours-in-memory.ts';

const clock = { now: () => new Date('2026-11-20T12:00:00Z') };
const size = 'Standard_D2s_v5';
const definition = computeDefinition.parse({
  virtualMachines: [{ name: 'work-1', size, image: 'ubuntu-24-04', power: { mode: 'manual' } }],
  budgetHours: 10,
});
const subject = { project: 'heart-study', definition, active: true };
let recorded: ComputeEvent[];
let machines: MemoryMachines;
let isHeld: boolean;

beforeEach(() => {
  const options = { clock, knobs: { ...defaultKnobs(), changeMilliseconds: 0 } };
  recorded = [];
  isHeld = false;
  machines = new MemoryMachines(options, ['ubuntu-24-04']);
  machines.seed({ name: 'work-1', size, tags: { 'sallyport-project': 'heart-study' }, power: 'deallocated' });
});

async function start(change: Partial<MemoryMachines['port']> = {}) {
  const machine = machineNamed(subject, 'work-1');
  if (machine === undefined) throw new Error('the definition does not name it');
  const options = { clock, knobs: { ...defaultKnobs(), changeMilliseconds: 0 } };
  return await startMachine(subject, machine, 'a researcher asked for it', {
    machines: { ...machines.port, ...change },
    workspace: new MemoryWorkspace(options).port,
    hours: hoursInMemory(clock.now),
    record: async (event) => void recorded.push(event),
    isHeld: async () => isHeld,
    isInForce: async () => true,
    now: clock.now,
  });
}

test('a machine is started once, with intent and outcome', async () => {
  expect(await start()).toEqual({ outcome: 'started' });
  const step = { kind: 'start-machine', name: 'work-1', reason: 'a researcher asked for it' };
  expect(recorded).toMatchObject([
    { type: 'compute-intent', project: 'heart-study', action: step },
    { type: 'compute-outcome', project: 'heart-study', action: step, error: undefined },
  ]);
  expect(await start()).toMatchObject({ outcome: 'refused', why: 'Machine work-1 runs already.' });
  expect(recorded).toHaveLength(2);
});

test('what Azure refused is told with its words, and stands in the outcome', async () => {
  const refused = await start({ take: () => Promise.reject(new Error('AllocationFailed')) });
  expect(refused).toEqual({ outcome: 'failed', error: 'AllocationFailed' });
  expect(recorded.at(-1)).toMatchObject({ type: 'compute-outcome', error: 'AllocationFailed' });
});

test('in a hold nothing is begun, and nothing written', async () => {
  isHeld = true;
  expect(await start()).toMatchObject({ outcome: 'refused', why: expect.stringContaining('on hold') });
  expect(recorded).toEqual([]);
});
