import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDrift } from '../../../src/compute/domain/drift.ts';
import type { ObservedInstance } from '../../../src/compute/domain/kinds/instance.ts';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type DesiredCompute, type ObservedCompute, plan, rememberOff } from '../../../src/compute/domain/plan.ts';
import { type SeenOff, type WatchedOff, watchOff } from '../../../src/compute/domain/unrequested.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { anyWanted, anyWorld } from './worlds.ts';

const minute = 60_000;
const start = Date.parse('2026-06-05T20:00:00.000Z');
const minutesOn = (minutes: number) => new Date(start + minutes * minute);

describe('watchOff', () => {
  const one = (is: SeenOff['is']): SeenOff[] => [{ compute: 'machine a', why: 'the definition says off', is }];
  const times = (lookedAt: number | undefined, now: number) => ({
    lookedAt: lookedAt === undefined ? undefined : minutesOn(lookedAt).toISOString(),
    now: minutesOn(now),
  });
  const seenOff = { off: [{ compute: 'machine a' }], asked: [] };
  const ran = (off: WatchedOff) => off.map((entry) => entry.ran);
  const forMinutes = (minutes: number, since: number, lookedAt: number) => ({
    since: minutesOn(since).toISOString(),
    milliseconds: minutes * minute,
    lookedAt: minutesOn(lookedAt).toISOString(),
  });

  it('watches what it sees off, and nothing that it never saw so', () => {
    expect(watchOff(noMemory, one('off'), times(0, 5))).toEqual(seenOff.off);
    expect(watchOff(noMemory, one('running'), times(0, 5))).toEqual([]);
    expect(watchOff(noMemory, one('neither'), times(0, 5))).toEqual([]);
  });

  it.each([
    ['the time since the look before', 0, 3, forMinutes(3, 0, 3)],
    ['no more than five minutes', 0, 65, forMinutes(5, 60, 65)],
    ['nothing where nobody knows of a look before', undefined, 5, forMinutes(0, 5, 5)],
    ['nothing while the clock goes back', 10, 5, forMinutes(0, 5, 10)],
  ] as const)('counts %s', (_what, lookedAt, now, counted) => {
    expect(ran(watchOff(seenOff, one('running'), times(lookedAt, now)))).toEqual([counted]);
  });

  it('goes on counting after it was off for a while, and never counts the same time twice', () => {
    const first = watchOff(seenOff, one('running'), times(0, 5));
    const off = watchOff({ off: first, asked: [] }, one('off'), times(5, 10));
    expect(ran(off)).toEqual([{ since: minutesOn(0).toISOString(), milliseconds: 5 * minute }]);
    expect(watchOff({ off, asked: [] }, one('off'), times(10, 15))).toEqual(off);
    const again = watchOff({ off, asked: [] }, one('running'), times(10, 14));
    expect(ran(again)).toEqual([forMinutes(9, 0, 14)]);
    expect(watchOff({ off: again, asked: [] }, one('running'), times(10, 14))).toEqual(again);
  });

  it('forgets what we start, and what may run', () => {
    const asked = [{ compute: 'machine a', kind: 'start-machine', times: 1, since: minutesOn(0).toISOString() }];
    expect(watchOff({ ...seenOff, asked }, one('running'), times(0, 5))).toEqual([]);
    expect(watchOff({ off: [], asked }, one('off'), times(0, 5))).toEqual([]);
    expect(watchOff(seenOff, [], times(0, 5))).toEqual([]);
    const resized = [
      { ...asked[0], compute: 'machine a', kind: 'resize-machine', times: 1, since: minutesOn(0).toISOString() },
    ];
    expect(watchOff({ ...seenOff, asked: resized }, one('off'), times(0, 5))).toEqual(seenOff.off);
  });

  const anyLooks = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 20 }),
      is: fc.constantFrom<(SeenOff['is'] | 'may run')[]>('off', 'off', 'running', 'running', 'neither', 'may run'),
      ours: fc.boolean().map((ours) => ours && true),
      isKnown: fc.boolean(),
    }),
    { maxLength: 30 },
  );

  it('counts for any looks at most five minutes each of what ran after it was seen off, and all of it where every look is known', () => {
    fc.assert(
      fc.property(anyLooks, fc.boolean(), (snapshots, isAlwaysKnown) => {
        let [at, most, watched] = [0, 0, false];
        let off: WatchedOff = [];
        for (const { gap, is, ours, isKnown } of snapshots) {
          const before = at;
          at += gap;
          const asked = ours ? [{ compute: 'machine a', kind: 'start-machine', times: 1, since: '' }] : [];
          const known = isAlwaysKnown || isKnown ? before : undefined;
          off = watchOff({ off, asked }, is === 'may run' ? [] : one(is), times(known, at));
          if (is === 'may run' || ours) [most, watched] = [0, false];
          else if (is === 'running' && watched) most += Math.min(5, gap);
          watched ||= is === 'off' && !ours;
          expect(off.length).toBe(watched ? 1 : 0);
          const counted = (off[0]?.ran?.milliseconds ?? 0) / minute;
          if (isAlwaysKnown) expect(counted).toBe(most);
          else expect(counted).toBeLessThanOrEqual(most);
          expect(counted * minute).toBeLessThanOrEqual(
            minutesOn(at).getTime() - Date.parse(off[0]?.ran?.since ?? minutesOn(at).toISOString()),
          );
        }
      }),
    );
  });
});

describe('a plan for what is to be off', () => {
  const now = minutesOn(10);
  const person = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
  const power = { mode: 'off' };
  const wanted: DesiredCompute = {
    project: 'genomics',
    active: true,
    definition: computeDefinition.parse({
      virtualMachines: [{ name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', power }],
      instances: [{ name: 'alice-ci', size: 'Standard_DS11_v2', assignedTo: person, power }],
    }),
  };
  const tags = { 'sallyport-project': 'genomics', 'sallyport-power': 'off', 'sallyport-image': 'data-science' };
  const machine = (change: Partial<ObservedMachine> = {}): ObservedMachine => ({
    ...{ id: '/m/1', name: 'DSVM-1', size: 'Standard_D4s_v5', tags, provisioningState: 'Succeeded' },
    power: 'running',
    ...change,
  });
  const instance = (change: Partial<ObservedInstance> = {}): ObservedInstance => ({
    ...{ name: 'alice-ci', size: 'Standard_DS11_v2', tags, provisioningState: 'Succeeded', state: 'JobRunning' },
    ...change,
  });
  const off = [{ compute: 'machine dsvm-1' }, { compute: 'instance alice-ci' }];
  const observed: ObservedCompute = {
    ...{ machines: [machine()], instances: [instance()], clusters: [], others: [], rivals: [] },
    memory: { ...noMemory, off },
    lookedAt: minutesOn(7).toISOString(),
  };

  it('says of each that runs how long it has, beside the step that switches it off, and finds it as such', () => {
    const made = plan(wanted, observed, now);
    const unasked = { since: '2026-06-05T20:07:00.000Z', minutes: 3 };
    const reason =
      'It was off and is to be off (the definition says off), but it runs, and the control plane did not start it. It has run for 3 minutes since 2026-06-05T20:07:00.000Z.';
    expect(made.alerts).toEqual([
      { compute: 'instance alice-ci', reason, unasked },
      { compute: 'machine dsvm-1', reason, unasked },
    ]);
    expect(made.actions.map(({ kind }) => kind)).toEqual(['deallocate-machine', 'stop-instance']);
    const { found } = compareDrift([], made, now);
    expect(found.map((one) => one.reason)).toEqual([
      `deallocate machine DSVM-1: it is running and the definition says off. ${reason}`,
      `stop instance alice-ci: it is JobRunning and the definition says off. ${reason}`,
    ]);
  });

  it('tells afterwards how long it was, as long as it is to be off', () => {
    const memory = { ...noMemory, off: rememberOff(wanted, observed, now) };
    const later: ObservedCompute = {
      ...observed,
      memory,
      machines: [machine({ power: 'deallocated' })],
      instances: [instance({ state: 'Stopping' })],
    };
    const made = plan(wanted, later, minutesOn(15));
    expect(made.alerts).toEqual([]);
    expect(made.notes.map(({ compute }) => compute)).toEqual(['instance alice-ci', 'machine dsvm-1']);
    expect(made.notes[0]?.reason).toContain('It ran for 3 minutes since 2026-06-05T20:07:00.000Z although');
    const manual = {
      ...wanted,
      definition: computeDefinition.parse({
        virtualMachines: [{ ...wanted.definition.virtualMachines[0], power: { mode: 'manual' } }],
      }),
    };
    expect(plan(manual, later, minutesOn(15)).notes).toEqual([]);
  });

  it.each<[string, Partial<ObservedCompute>]>([
    ['is a stranger’s', { machines: [machine({ tags: {} })], instances: [] }],
    ['is being changed', { machines: [machine({ power: 'starting' })], instances: [instance({ state: 'Starting' })] }],
    ['is not shown', { machines: [], instances: [] }],
    ['was never seen off', { memory: noMemory }],
  ])('says nothing of what %s', (_what, change) => {
    expect(plan(wanted, { ...observed, ...change }, now).alerts.filter(({ unasked }) => unasked)).toEqual([]);
  });

  it('has the same steps, whatever ran that nobody asked for', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, fc.boolean(), (any, world, hasRun) => {
        const keys = [...world.machines, ...any.definition.virtualMachines].map(({ name }) => `machine ${name}`);
        const ran = { since: minutesOn(0).toISOString(), milliseconds: minute, lookedAt: minutesOn(1).toISOString() };
        const remembered = keys.map((key) => ({ compute: key.toLowerCase(), ...(hasRun ? { ran } : {}) }));
        const seen = { ...world, rivals: [] };
        const made = plan(any, { ...seen, memory: { ...noMemory, off: remembered } }, now);
        const without = plan(any, { ...seen, memory: noMemory }, now);
        expect([made.digest, made.waiting, made.idle]).toEqual([without.digest, without.waiting, without.idle]);
        expect(made.alerts.filter(({ unasked }) => unasked === undefined)).toEqual(without.alerts);
      }),
    );
  });
});
