import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type DesiredCompute, plan } from '../../../src/compute/domain/plan.ts';
import type { ComputeSnapshot } from '../../../src/compute/domain/snapshot.ts';
import { machineNamed, machinesToStart, whyNotStarted } from '../../../src/compute/domain/start-by-hand.ts';
import type { ObservedHours } from '../../../src/compute/domain/usage/hours.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { anyWanted, anyWorld } from './worlds.ts';

// A Friday, 12:00 in UTC.
const now = new Date('2026-11-20T12:00:00Z');
const hour = 3_600_000;
const manual = { mode: 'manual' };
const daily = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 18 * * 1-5' };
const nightly = { mode: 'schedule', start: '0 0 20 * * *', stop: '0 0 6 * * *' };

function subject(power: object, change: Partial<DesiredCompute> = {}, budgetHours?: number): DesiredCompute {
  const machine = { name: 'Work-1', size: 'Standard_D2s_v5', image: 'ubuntu', power, idleMinutes: 60 };
  const definition = computeDefinition.parse({ virtualMachines: [machine], budgetHours });
  return { project: 'heart-study', definition, active: true, ...change };
}

const off: ObservedMachine = {
  ...{ id: '/vm/work-1', name: 'work-1', size: 'Standard_D2s_v5', tags: { 'sallyport-project': 'heart-study' } },
  ...{ provisioningState: 'Succeeded', power: 'deallocated' },
};
const ran = (hours: number): ObservedHours => {
  return { months: [{ month: '2026-11', machines: hours * hour, instances: 0, missed: 0 }] };
};

function refusal(of: DesiredCompute, found: Partial<ObservedMachine> = {}, hours?: ObservedHours | 'unknown') {
  const machine = machineNamed(of, 'WORK-1');
  if (machine === undefined) throw new Error('the machine is not named');
  return whyNotStarted(of, machine, { machines: [{ ...off, ...found }], hours }, now);
}

describe('a machine that somebody wants to start', () => {
  it('may be started where people start it, or where its schedule lets it run', () => {
    expect(refusal(subject(manual))).toBeUndefined();
    expect(refusal(subject(daily))).toBeUndefined();
    expect(refusal(subject(manual, {}, 10), {}, ran(9))).toBeUndefined();
  });

  it.each([
    ['outside its schedule', subject(nightly), {}, undefined, 'the schedule says off since'],
    ['of a project that has ended', subject(manual, { active: false }), {}, undefined, 'has ended'],
    [
      'of a hibernated project',
      subject(manual, { active: false, hibernated: true }),
      {},
      undefined,
      'the project is hibernated',
    ],
    ['once the hours are used up', subject(manual, {}, 10), {}, ran(10), 'the 10 hours of 2026-11 are used up'],
    ['while nobody can read the hours', subject(manual, {}, 10), {}, 'unknown', 'it cannot be read how many hours'],
    ['that runs', subject(manual), { power: 'running' }, undefined, 'runs already'],
    ['that is being started', subject(manual), { power: 'starting' }, undefined, 'is starting'],
    ['of another project', subject(manual), { tags: { 'sallyport-project': 'other' } }, undefined, 'not there yet'],
    ['that is not there', subject(manual), { name: 'other' }, undefined, 'not there yet'],
  ] as const)('is not, %s', (_, of, found, hours, why) => {
    expect(refusal(of, found, hours)).toContain(why);
  });

  it('is named by the definition, in whatever case', () => {
    expect(machineNamed(subject(manual), 'work-2')).toBeUndefined();
  });

  it('is not switched off again by the next run', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, fc.constantFrom(undefined, 5, 10), (wanted, world, budgetHours) => {
        const definition = { ...wanted.definition, ...(budgetHours === undefined ? {} : { budgetHours }) };
        const of = { ...wanted, definition };
        const seen = { ...world, hours: ran(7) };
        for (const machine of definition.virtualMachines) {
          if (whyNotStarted(of, machine, seen, now) !== undefined) continue;
          const machines = world.machines.map((one) =>
            one.name === machine.name ? { ...one, power: 'running' as const } : one,
          );
          const { actions } = plan(of, { ...seen, machines, memory: noMemory, rivals: [] }, now);
          expect(actions.filter(({ name, switchesOff }) => switchesOff && name === machine.name)).toEqual([]);
        }
      }),
    );
  });
});

describe('the machines that are offered', () => {
  const snapshot = (change: Partial<ComputeSnapshot> = {}, state = 'deallocated'): ComputeSnapshot => {
    const computes = [{ kind: 'machine', name: 'work-1', state }] as const;
    const nothing = { steps: [], waiting: [], alerts: [], notes: [], idle: [], open: [] };
    return { at: now.toISOString(), computes, ...nothing, ...change };
  };
  const idle = [{ compute: 'machine work-1', reason: 'it was idle', stoppedAt: '2026-11-20T10:00:00.000Z' }];

  it('are those that stay off until somebody starts them', () => {
    expect(machinesToStart(subject(manual), snapshot(), now)).toEqual([{ name: 'Work-1' }]);
    const offered = [{ name: 'Work-1', idleSince: '2026-11-20T10:00:00.000Z' }];
    expect(machinesToStart(subject(daily), snapshot({ idle }), now)).toEqual(offered);
  });

  it('are none that run, that start by themselves or that may not run', () => {
    expect(machinesToStart(subject(manual), snapshot({}, 'running'), now)).toEqual([]);
    expect(machinesToStart(subject(daily), snapshot(), now)).toEqual([]);
    expect(machinesToStart(subject(nightly), snapshot({ idle }), now)).toEqual([]);
    expect(machinesToStart(subject(manual, { active: false }), snapshot(), now)).toEqual([]);
    expect(machinesToStart(subject(manual), snapshot({ computes: [] }), now)).toEqual([]);
  });
});
