import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAction } from '../../../../src/compute/domain/action.ts';
import type { ObservedInstance } from '../../../../src/compute/domain/kinds/instance.ts';
import type { ObservedMachine } from '../../../../src/compute/domain/kinds/machine.ts';
import { computeMemory, noMemory } from '../../../../src/compute/domain/memory.ts';
import {
  type ComputePlan,
  type DesiredCompute,
  type ObservedCompute,
  plan,
} from '../../../../src/compute/domain/plan.ts';
import { type MachineLoad, rememberIdleStops } from '../../../../src/compute/domain/usage/idle.ts';
import { computeDefinition } from '../../../../src/domain/project/compute-definition.ts';
import { anyLoads, anyWanted, anyWorld, applyToWorld } from '../worlds.ts';

/** A Friday. */
const now = new Date('2026-06-05T12:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const office = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' };

function wants(difference: object = {}): DesiredCompute {
  const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'dsvm', power: office, idleMinutes: 90 };
  return {
    project: 'genomics',
    definition: computeDefinition.parse({ virtualMachines: [{ ...machine, ...difference }] }),
    active: true,
  };
}

function machine({ definition }: DesiredCompute, difference: Partial<ObservedMachine> = {}): ObservedMachine {
  const [one] = definition.virtualMachines;
  const power =
    one?.power.mode === 'schedule' ? 'start 0 0 8 * * 1-5; stop 0 0 19 * * 1-5; UTC' : (one?.power.mode ?? '');
  return {
    id: '/m/dsvm-1',
    name: 'DSVM-1',
    size: 'Standard_D4s_v5',
    tags: { 'sallyport-project': 'genomics', 'sallyport-power': power, 'sallyport-image': 'dsvm' },
    provisioningState: 'Succeeded',
    power: 'running',
    ...difference,
  };
}

/** Everything was measured for so long, and nothing was done in it. */
function quietFor(minutes: number, at = now): MachineLoad[] {
  const spans = Array.from({ length: minutes / 5 + 2 }, (_, index) => ({
    at: new Date(at.getTime() - (index + 2) * 5 * minute).toISOString(),
    cpuPercent: 0.5,
    networkBytes: 1000,
  }));
  return [{ name: 'dsvm-1', spans: spans.slice(0, -1) }];
}

function planned(wanted: DesiredCompute, seen: Partial<ObservedCompute>, at = now): ComputePlan {
  const nothing = { machines: [machine(wanted)], clusters: [], instances: [], others: [], rivals: [] };
  return plan(wanted, { ...nothing, memory: noMemory, ...seen }, at);
}

const stoppedAt = '2026-06-05T11:00:00.000Z';
const stopped = computeMemory.parse({ ...noMemory, idle: [{ name: 'dsvm-1', at: stoppedAt }] });

describe('a machine that runs and does nothing', () => {
  it.each([office, { mode: 'manual' }])('is deallocated and kept, and the plan says why: %j', (power) => {
    const { actions, idle } = planned(wants({ power }), { loads: quietFor(95) });
    expect(actions.map(describeAction)).toEqual(['deallocate machine DSVM-1: it is idle for 95 of 90 minutes']);
    expect(actions).toMatchObject([{ idle: true }]);
    expect(idle).toEqual([]);
  });

  it('is left alone before its time, and the plan tells how long it has been idle', () => {
    const { actions, waiting, alerts, idle } = planned(wants(), { loads: quietFor(85) });
    expect({ actions, waiting, alerts }).toEqual({ actions: [], waiting: [], alerts: [] });
    expect(idle).toEqual([{ compute: 'machine dsvm-1', reason: 'Machine DSVM-1 is idle for 85 of 90 minutes' }]);
  });

  it.each([
    ['nobody asked', undefined],
    ['nothing was measured', [{ name: 'dsvm-1', spans: [] }]],
    ['another machine was', quietFor(200).map((load) => ({ ...load, name: 'dsvm-2' }))],
  ])('is left alone where %s', (_what, loads) => {
    const made = planned(wants(), loads === undefined ? {} : { loads });
    expect(made).toMatchObject({ actions: [], waiting: [], alerts: [], idle: [] });
  });

  it('is left alone without a limit, and where nobody knows how many cores it has', () => {
    expect(planned(wants({ idleMinutes: undefined }), { loads: quietFor(500) }).actions).toEqual([]);
    const odd = wants({ size: 'Standard_odd' });
    expect(planned(odd, { machines: [machine(odd, { size: 'Standard_odd' })], loads: quietFor(500) }).actions).toEqual(
      [],
    );
  });

  it('goes on running while its load cannot be read, and a person is told', () => {
    const { actions, alerts } = planned(wants(), { loads: [{ name: 'dsvm-1', problem: 'no permission' }] });
    expect(actions).toEqual([]);
    expect(alerts).toEqual([
      {
        compute: 'machine dsvm-1',
        reason: 'It is not known whether machine dsvm-1 is idle, so it goes on running: no permission',
      },
    ]);
  });

  it('is switched off first when it has another size or other tags than defined too', () => {
    const wanted = wants({ size: 'Standard_D8s_v5' });
    const drifted = machine(wanted, { tags: { 'sallyport-project': 'genomics' } });
    expect(planned(wanted, { machines: [drifted], loads: quietFor(95) }).actions).toMatchObject([{ idle: true }]);
  });

  it.each([
    ['the schedule says off', now.getTime() + 10 * 60 * minute, wants(), /the schedule says off/],
    ['the project is over', now.getTime(), { ...wants(), active: false }, /has ended/],
  ])('is off for that reason where %s', (_what, time, wanted, reason) => {
    const at = new Date(time);
    const { actions } = planned(wanted, { loads: quietFor(200, at) }, at);
    expect(actions).toMatchObject([{ kind: 'deallocate-machine', reason: expect.stringMatching(reason) }]);
    expect(actions[0]).not.toHaveProperty('idle');
  });

  it('is left alone while Azure changes it', () => {
    const changing = machine(wants(), { provisioningState: 'Updating' });
    expect(planned(wants(), { machines: [changing], loads: quietFor(200) })).toMatchObject({ actions: [], idle: [] });
  });

  it('may not be always on: the definition says one or the other', () => {
    expect(() => wants({ power: { mode: 'always-on' } })).toThrow(/left out for what is always on/);
    expect(() => wants({ idleMinutes: 29 })).toThrow();
    expect(() => wants({ idleMinutes: 1441 })).toThrow();
  });
});

describe('a machine that was switched off because it was idle', () => {
  const off = (wanted: DesiredCompute) => [machine(wanted, { power: 'deallocated' })];

  it('stays off although its schedule says on, and the plan says since when and for how long', () => {
    const { actions, waiting, idle } = planned(wants(), { machines: off(wants()), memory: stopped });
    expect({ actions, waiting }).toEqual({ actions: [], waiting: [] });
    expect(idle).toEqual([
      {
        compute: 'machine dsvm-1',
        stoppedAt,
        reason: `Machine dsvm-1 was switched off at ${stoppedAt} because it was idle; its schedule starts it at its next start, unless somebody starts it before`,
      },
    ]);
  });

  it('is started by the next start of its schedule, and not by that of a weekend', () => {
    const starts = (at: string) =>
      planned(wants(), { machines: off(wants()), memory: stopped }, new Date(at)).actions.map(({ kind }) => kind);
    expect(starts('2026-06-05T18:59:00Z')).toEqual([]);
    expect(starts('2026-06-06T08:01:00Z')).toEqual([]);
    expect(starts('2026-06-08T08:00:00Z')).toEqual(['start-machine']);
  });

  it('stays off without a schedule, until somebody starts it', () => {
    const manual = wants({ power: { mode: 'manual' } });
    const { actions, idle } = planned(manual, { machines: off(manual), memory: stopped });
    expect(actions).toEqual([]);
    expect(idle).toMatchObject([{ stoppedAt, reason: expect.stringContaining('it stays off, unless') }]);
  });

  it.each([
    ['no limit any more', { idleMinutes: undefined }],
    ['to be always on', { idleMinutes: undefined, power: { mode: 'always-on' } }],
  ])('is started at once when it has %s', (_what, difference) => {
    const wanted = wants(difference);
    expect(planned(wanted, { machines: off(wanted), memory: stopped }).actions).toMatchObject([
      { kind: 'start-machine' },
    ]);
  });

  it('is resized while it is off, and not started for that', () => {
    const wanted = wants({ size: 'Standard_D8s_v5' });
    const [action] = planned(wanted, { machines: off(wanted), memory: stopped }).actions;
    expect(action).toMatchObject({ kind: 'resize-machine' });
    expect(action?.next).toBeUndefined();
  });

  it('is only off, and no more is said of it, while the project is', () => {
    const made = planned({ ...wants(), active: false }, { machines: off(wants()), memory: stopped });
    expect(made).toMatchObject({ actions: [], idle: [] });
  });

  it('is forgotten once it runs again or is gone, but not while Azure still shows it as running', () => {
    const kept = (machines: readonly ObservedMachine[], minutesLater: number) =>
      rememberIdleStops(stopped, machines, [], new Date(Date.parse(stoppedAt) + minutesLater * minute));
    const running = [machine(wants())];
    expect(kept(off(wants()), 600)).toEqual(stopped.idle);
    expect(kept(running, 5)).toEqual(stopped.idle);
    expect(kept(running, 10)).toEqual([]);
    expect(kept([], 5)).toEqual([]);
  });

  it('is remembered once, with the last time', () => {
    expect(rememberIdleStops(stopped, [machine(wants())], ['DSVM-1'], now)).toEqual([
      { name: 'DSVM-1', at: now.toISOString() },
    ]);
  });
});

describe('an instance with a limit for idle time', () => {
  const of = (difference: object = {}): DesiredCompute => {
    const one = { name: 'alice-ci', size: 'Standard_DS11_v2', assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69' };
    const instances = [{ ...one, power: office, idleMinutes: 60, ...difference }];
    return { project: 'genomics', definition: computeDefinition.parse({ instances }), active: true };
  };
  const instance = (difference: Partial<ObservedInstance> = {}): ObservedInstance => ({
    ...{ name: 'alice-ci', size: 'Standard_DS11_v2', tags: { 'sallyport-project': 'genomics' } },
    ...{ provisioningState: 'Succeeded', state: 'Running', idleMinutes: 60, ...difference },
  });
  const seen = (wanted: DesiredCompute, ...instances: ObservedInstance[]) =>
    planned(wanted, { machines: [], instances });

  it('is made with it, and has nothing to do as long as Azure ML has it so', () => {
    expect(seen(of()).actions).toMatchObject([{ kind: 'create-instance', idleMinutes: 60 }]);
    expect(seen(of({ idleMinutes: undefined })).actions[0]).not.toHaveProperty('idleMinutes');
    expect(seen(of(), instance())).toMatchObject({ actions: [], alerts: [], idle: [] });
  });

  it.each([
    [120, 'limit instance alice-ci from 120 to 60 idle minutes: its limit for idle time differs from the definition'],
    [
      undefined,
      'limit instance alice-ci from no to 60 idle minutes: its limit for idle time differs from the definition',
    ],
  ])('gets it where Azure ML has %s', (idleMinutes, words) => {
    expect(seen(of(), instance({ idleMinutes })).actions.map(describeAction)).toEqual([words]);
    expect(seen(of(), instance({ idleMinutes, state: 'Starting' })).actions).toEqual([]);
  });

  it('is looked at by a person where Azure ML has one that nobody defined', () => {
    const { actions, alerts } = seen(of({ idleMinutes: undefined, power: { mode: 'manual' } }), instance());
    expect(actions).toEqual([]);
    expect(alerts).toMatchObject([{ reason: expect.stringContaining('after 60 idle minutes') }]);
  });

  it('stays off after Azure ML stopped it for that, until its schedule starts it next', () => {
    const off = instance({ state: 'Stopped', idleStoppedAt: stoppedAt });
    const made = seen(of(), off);
    expect(made.actions).toEqual([]);
    expect(made.idle).toMatchObject([
      { compute: 'instance alice-ci', stoppedAt, reason: expect.stringMatching(/^Instance alice-ci was switched off/) },
    ]);
    const monday = new Date('2026-06-08T08:00:00Z');
    expect(planned(of(), { machines: [], instances: [off] }, monday).actions).toMatchObject([
      { kind: 'start-instance' },
    ]);
    expect(seen(of(), instance({ state: 'Stopped' })).actions).toMatchObject([{ kind: 'start-instance' }]);
  });

  it('may not be always on, and has what Azure ML takes', () => {
    expect(() => of({ power: { mode: 'always-on' } })).toThrow(/left out for what is always on/);
    expect(() => of({ idleMinutes: 14 })).toThrow();
    expect(() => of({ idleMinutes: 4321 })).toThrow();
  });
});

describe('any plan with idle machines', () => {
  const nothing = { memory: noMemory, rivals: [] };
  /** The machines of the definition that are there and on. */
  const idleSteps = ({ actions }: ComputePlan) =>
    actions.flatMap((one) => ('idle' in one && one.idle ? [one.name] : []));

  it('is without them the plan that it was, but for what waits until they are needed', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, anyLoads(now), (wanted, world, loads) => {
        const plain = plan(wanted, { ...nothing, ...world }, now);
        const made = plan(wanted, { ...nothing, ...world, loads }, now);
        const stops = idleSteps(made);
        const others = (one: ComputePlan) => one.actions.filter(({ name }) => !stops.includes(name));
        expect(others(made)).toEqual(others(plain));
        expect(made.actions.filter(({ name }) => stops.includes(name))).toHaveLength(stops.length);
      }),
    );
  });

  it('stops only machines of the project whose whole limit was measured and quiet', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, anyLoads(now), (wanted, world, loads) => {
        for (const name of idleSteps(plan(wanted, { ...nothing, ...world, loads }, now))) {
          const defined = wanted.definition.virtualMachines.find((one) => one.name === name.toLowerCase());
          const load = loads.find((one) => one.name === name);
          const found = world.machines.find((one) => one.name === name);
          expect(found).toMatchObject({ power: 'running', tags: { 'sallyport-project': 'genomics' } });
          const spans = load !== undefined && 'spans' in load ? load.spans : [];
          const quiet = spans.filter(({ cpuPercent }) => cpuPercent === 0).length * 5;
          expect(quiet).toBeGreaterThanOrEqual(defined?.idleMinutes ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('is the same in whatever order loads are told', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, anyLoads(now), (wanted, world, loads) => {
        const told = plan(wanted, { ...nothing, ...world, loads }, now);
        expect(plan(wanted, { ...nothing, ...world, loads: loads.toReversed() }, now)).toEqual(told);
      }),
    );
  });

  it('comes to rest, and starts nothing that was idle before the next start of a schedule', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, anyLoads(now), (wanted, world, loads) => {
        let current: ObservedCompute = { ...nothing, ...world, loads };
        const stops = new Set<string>();
        for (let run = 0; run < 8; run += 1) {
          const made = plan(wanted, current, now);
          const begun = idleSteps(made);
          const restarted = made.actions.filter(({ kind, name }) => kind === 'start-machine' && stops.has(name));
          expect(restarted).toEqual([]);
          for (const name of begun) stops.add(name);
          const idle = rememberIdleStops(current.memory, current.machines, begun, now);
          // Whoever was started has not done nothing for long.
          const started = made.actions.filter(({ kind }) => /^(start|create)-/.test(kind)).map(({ name }) => name);
          const still = (current.loads ?? []).filter(
            (load) => !started.some((name) => name.toLowerCase() === load.name.toLowerCase()),
          );
          current = { ...applyToWorld(made.actions, current), memory: { ...noMemory, idle }, loads: still };
        }
        expect(plan(wanted, current, now).actions).toEqual([]);
        const later = new Date(now.getTime() + 7 * day);
        const offFor = plan(wanted, current, later).idle.filter((one) => one.stoppedAt !== undefined);
        const scheduled = wanted.definition.virtualMachines.some(({ power }) => power.mode === 'schedule');
        if (scheduled) expect(offFor).toEqual([]);
      }),
    );
  });
});
