import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAction } from '../../../src/compute/domain/action.ts';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type DesiredCompute, type ObservedCompute, plan } from '../../../src/compute/domain/plan.ts';
import { stepsOfTimer } from '../../../src/compute/domain/usage/timer-stop.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { anyWanted, anyWorld, applyToWorld } from './worlds.ts';

const now = new Date('2026-06-05T12:00:00Z');
const nothing: ObservedCompute = {
  machines: [],
  clusters: [],
  instances: [],
  others: [],
  memory: noMemory,
  rivals: [],
};
const always = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', power: { mode: 'always-on' } };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', minNodes: 1, maxNodes: 4, idleMinutes: 30 };

function wants(definition: unknown, active = true): DesiredCompute {
  return { project: 'genomics', definition: computeDefinition.parse(definition), active };
}

function machine(difference: Partial<ObservedMachine> = {}): ObservedMachine {
  return {
    id: '/m/dsvm-1',
    name: 'dsvm-1',
    size: 'Standard_D4s_v5',
    tags: { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on', 'sallyport-image': 'data-science' },
    provisioningState: 'Succeeded',
    power: 'running',
    ...difference,
  };
}

function steps(wanted: DesiredCompute, observed: Partial<ObservedCompute>, at = now): string[] {
  return plan(wanted, { ...nothing, ...observed }, at).actions.map(({ kind, name }) => `${kind} ${name}`);
}

describe('plan for machines', () => {
  const one = wants({ virtualMachines: [always] });

  it('has nothing to do when all is as defined', () => {
    expect(plan(one, { ...nothing, machines: [machine()] }, now)).toMatchObject({
      actions: [],
      waiting: [],
      alerts: [],
    });
  });

  it('creates a missing machine with its tags and says why', () => {
    const [action] = plan(one, nothing, now).actions;
    expect(action).toMatchObject({ kind: 'create-machine', size: 'Standard_D4s_v5', tags: machine().tags });
    expect(action && describeAction(action)).toBe(
      'create machine dsvm-1 (Standard_D4s_v5, image data-science): it does not exist and the definition says always on',
    );
  });

  it('does not create a machine in hours when it would be off', () => {
    const power = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 11 * * 1-5' };
    expect(steps(wants({ virtualMachines: [{ ...always, power }] }), {})).toEqual([]);
  });

  it('does not believe for five minutes that a machine it made is missing', () => {
    const memory = { ...noMemory, created: [{ name: 'DSVM-1', at: '2026-06-05T11:55:01Z' }] };
    expect(plan(one, { ...nothing, memory }, now)).toMatchObject({
      actions: [],
      waiting: [{ compute: 'machine dsvm-1', reason: expect.stringContaining('was created at 2026-06-05T11:55:01Z') }],
    });
    expect(steps(one, { memory }, new Date('2026-06-05T12:00:01Z'))).toEqual(['create-machine dsvm-1']);
  });

  it.each([
    ['deallocated', 'start-machine dsvm-1'],
    ['stopped', 'start-machine dsvm-1'],
  ] as const)('starts a machine that is %s and should run', (power, step) => {
    expect(steps(one, { machines: [machine({ power })] })).toEqual([step]);
  });

  it('deallocates a machine that is merely stopped, since Azure goes on billing it', () => {
    const off = wants({ virtualMachines: [{ ...always, power: { mode: 'off' } }] });
    expect(steps(off, { machines: [machine({ power: 'stopped' })] })).toEqual(['deallocate-machine dsvm-1']);
  });

  it('resizes in three runs: deallocate, resize, start', () => {
    const small = machine({ size: 'Standard_D2s_v5' });
    expect(steps(one, { machines: [small] })).toEqual(['deallocate-machine dsvm-1']);
    expect(steps(one, { machines: [{ ...small, power: 'stopped' }] })).toEqual(['deallocate-machine dsvm-1']);
    expect(steps(one, { machines: [{ ...small, power: 'deallocated' }] })).toEqual(['resize-machine dsvm-1']);
    expect(steps(one, { machines: [machine({ power: 'deallocated' })] })).toEqual(['start-machine dsvm-1']);
  });

  it('does not take a machine away from people who run it by hand, not even to resize it', () => {
    const manual = wants({ virtualMachines: [{ ...always, power: { mode: 'manual' } }] });
    const found = machine({ size: 'Standard_D2s_v5' });
    expect(plan(manual, { ...nothing, machines: [found] }, now)).toMatchObject({
      actions: [],
      waiting: [{ compute: 'machine dsvm-1' }],
    });
  });

  it.each([
    ['Updating', 'running'],
    ['Creating', 'unknown'],
    ['Deleting', 'running'],
    ['Succeeded', 'starting'],
    ['Succeeded', 'deallocating'],
    ['Succeeded', 'stopping'],
    ['Succeeded', 'unknown'],
  ] as const)('leaves a machine alone while it is %s and %s', (provisioningState, power) => {
    const found = machine({ provisioningState, power, size: 'Standard_D2s_v5' });
    const made = plan(one, { ...nothing, machines: [found] }, now);
    expect(made.actions).toEqual([]);
    expect(made.waiting).toHaveLength(1);
  });

  it.each([
    ['Creating', { size: undefined, provisioningState: 'Creating', power: 'unknown' }],
    ['Succeeded', { size: undefined }],
    ['Unknown', { size: undefined, provisioningState: 'Unknown', power: 'unknown' }],
  ] as const)('leaves a machine alone whose size Azure does not give while it is %s', (_state, found) => {
    const made = plan(one, { ...nothing, machines: [machine(found)] }, now);
    expect(made).toMatchObject({ actions: [], alerts: [], waiting: [{ compute: 'machine dsvm-1' }] });
  });

  it('tries again to start a machine whose creation failed, and tells a person', () => {
    const made = plan(one, { ...nothing, machines: [machine({ provisioningState: 'Failed', power: 'unknown' })] }, now);
    expect(made.actions).toMatchObject([{ kind: 'start-machine' }]);
    expect(made.alerts).toMatchObject([{ compute: 'machine dsvm-1' }]);
    const failed = machine({ provisioningState: 'Failed', power: 'unknown', failure: 'AllocationFailed: no room' });
    expect(plan(one, { ...nothing, machines: [failed] }, now).alerts[0]?.reason).toContain(
      'failed in Azure (AllocationFailed: no room).',
    );
  });

  it.each([
    ['nobody', {}, 'has no tag sallyport-project'],
    ['another project', { 'Sallyport-Project': 'other' }, "belongs to the project 'other'"],
  ])('leaves a machine of %s alone although it has the name', (_whose, tags, words) => {
    const made = plan(one, { ...nothing, machines: [machine({ tags, power: 'deallocated' })] }, now);
    expect(made.actions).toEqual([]);
    expect(made.alerts).toMatchObject([{ reason: expect.stringContaining(words), unmet: true }]);
  });

  it('puts its tags right and keeps those of others', () => {
    const tags = { 'sallyport-project': 'genomics', 'Sallyport-Power': 'manual', owner: 'it' };
    expect(plan(one, { ...nothing, machines: [machine({ tags })] }, now).actions).toMatchObject([
      { kind: 'retag-machine', tags: { owner: 'it', 'sallyport-project': 'genomics', 'sallyport-power': 'always-on' } },
    ]);
  });

  it('tells a person that an image cannot be changed in place', () => {
    const tags = { ...machine().tags, 'sallyport-image': 'old' };
    const made = plan(one, { ...nothing, machines: [machine({ tags })] }, now);
    expect(made.actions).toEqual([]);
    expect(made.alerts).toMatchObject([{ reason: expect.stringContaining('made from the image old') }]);
  });

  it('keeps a machine that the definition no longer names, unless it prunes', () => {
    const second = machine({ name: 'dsvm-2' });
    const kept = plan(one, { ...nothing, machines: [machine(), second] }, now);
    expect(kept).toMatchObject({ actions: [], alerts: [{ compute: 'machine dsvm-2' }] });
    const pruning = wants({ virtualMachines: [always], prune: true });
    expect(steps(pruning, { machines: [machine(), second] })).toEqual(['delete-machine dsvm-2']);
    expect(steps({ ...pruning, active: false }, { machines: [second] })).toEqual([]);
  });
});

describe('plan for a workspace', () => {
  const one = wants({ clusters: [cluster] });
  const found = {
    name: 'cpu',
    size: 'Standard_DS3_v2',
    scale: { minNodes: 1, maxNodes: 4, idleMinutes: 30 },
    tags: { 'sallyport-project': 'genomics' },
    provisioningState: 'Succeeded',
  };
  const person = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
  const instance = { name: 'alice-ci', size: 'Standard_DS3_v2', assignedTo: person, power: { mode: 'always-on' } };
  const running = { ...found, name: 'alice-ci', state: 'Running' };

  it('creates a missing cluster and rescales one that differs', () => {
    expect(steps(one, {})).toEqual(['create-cluster cpu']);
    expect(steps(one, { clusters: [found] })).toEqual([]);
    expect(steps(one, { clusters: [{ ...found, scale: { ...found.scale, maxNodes: 9 } }] })).toEqual([
      'rescale-cluster cpu',
    ]);
  });

  it.each(['Creating', 'Succeeded', 'Unknown'])(
    'leaves a cluster alone of which Azure gives no details while it is %s',
    (provisioningState) => {
      for (const unclear of [{ size: undefined, scale: undefined }, { scale: undefined }]) {
        const made = plan(one, { ...nothing, clusters: [{ ...found, ...unclear, provisioningState }] }, now);
        expect(made).toMatchObject({ actions: [], alerts: [], waiting: [{ compute: 'cluster cpu' }] });
      }
    },
  );

  it('says of a cluster without details what is missing, and goes on with the others', () => {
    const two = wants({ clusters: [cluster, { ...cluster, name: 'gpu' }] });
    const made = plan(two, { ...nothing, clusters: [{ ...found, size: undefined, scale: undefined }] }, now);
    expect(made.actions).toMatchObject([{ kind: 'create-cluster', name: 'gpu' }]);
    expect(made.waiting).toEqual([
      { compute: 'cluster cpu', reason: 'Azure does not give the limits of cluster cpu; the next run looks again.' },
    ]);
  });

  it('leaves an instance alone of which Azure gives no details', () => {
    for (const provisioningState of ['Creating', 'Succeeded']) {
      const unclear = { ...running, size: undefined, state: 'Unknown', provisioningState };
      const made = plan(wants({ instances: [instance] }), { ...nothing, instances: [unclear] }, now);
      expect(made).toMatchObject({ actions: [], alerts: [], waiting: [{ compute: 'instance alice-ci' }] });
    }
  });

  it('keeps no node waiting once the project has ended', () => {
    const off = (scale: typeof found.scale) =>
      plan({ ...one, active: false }, { ...nothing, clusters: [{ ...found, scale }] }, now).actions[0];
    const [waiting, given] = [found.scale, { ...found.scale, minNodes: 0 }];
    expect(off(waiting)).toMatchObject({ kind: 'rescale-cluster', to: { minNodes: 0, maxNodes: 4 } });
    expect(off(given)).toMatchObject({ to: { minNodes: 0, maxNodes: 0 }, switchesOff: true });
    expect(off({ ...given, maxNodes: 0 })).toBeUndefined();
  });

  it('cannot resize a cluster and says so', () => {
    const made = plan(one, { ...nothing, clusters: [{ ...found, size: 'Standard_DS11_v2' }] }, now);
    expect(made).toMatchObject({ actions: [], alerts: [{ reason: expect.stringContaining('cannot resize') }] });
  });

  it('says that a name is taken by another kind of compute', () => {
    const made = plan(one, { ...nothing, others: ['CPU'] }, now);
    expect(made).toMatchObject({ actions: [], alerts: [{ compute: 'cluster cpu', unmet: true }] });
  });

  it('misses no compute whose name is taken once the project has ended', () => {
    const { alerts } = plan({ ...one, active: false }, { ...nothing, others: ['cpu'] }, now);
    expect(alerts).toEqual([{ compute: 'cluster cpu', reason: expect.stringContaining('is taken') }]);
  });

  it('tells a person of a cluster that failed to provision, whatever its size', () => {
    const failed = { ...found, provisioningState: 'Failed', size: 'Standard_DS11_v2' };
    expect(plan(one, { ...nothing, clusters: [failed] }, now)).toMatchObject({
      actions: [],
      alerts: [{ compute: 'cluster cpu', reason: expect.stringContaining('failed to provision'), unmet: true }],
    });
  });

  it.each([
    ['always-on', 'Stopped', ['start-instance alice-ci']],
    ['always-on', 'Running', []],
    ['always-on', 'Starting', []],
    ['off', 'Running', ['stop-instance alice-ci']],
    ['off', 'JobRunning', ['stop-instance alice-ci']],
    ['manual', 'Stopped', []],
  ])('for an instance that should be %s and is %s plans %j', (mode, state, expected) => {
    const wanted = wants({ instances: [{ ...instance, power: { mode } }] });
    expect(steps(wanted, { instances: [{ ...running, state }] })).toEqual(expected);
  });
});

describe('plan for a compute whose state Azure does not say', () => {
  it('waits and says so, rather than that it is being changed', () => {
    const wanted = wants({ virtualMachines: [always] });
    const made = plan(wanted, { ...nothing, machines: [machine({ provisioningState: 'Unknown' })] }, now);
    const reason = 'Azure does not say in what state machine dsvm-1 is; the next run looks again.';
    expect(made).toMatchObject({ actions: [], waiting: [{ compute: 'machine dsvm-1', reason }] });
  });
});

describe('plan for what was made a moment ago', () => {
  const memory = (name: string) => ({ ...noMemory, created: [{ name, at: '2026-06-05T11:58:00Z' }] });
  const bare = { size: undefined, scale: undefined, tags: {}, provisioningState: 'Creating' };
  const one = wants({ clusters: [cluster], virtualMachines: [always] });

  it.each([
    ['cluster cpu', { clusters: [{ ...bare, name: 'cpu' }], memory: memory('cpu') }],
    ['cluster cpu', { others: ['CPU'], memory: memory('cpu') }],
    ['machine dsvm-1', { machines: [machine({ tags: {} })], memory: memory('dsvm-1') }],
  ])('waits for Azure to say whose and what the %s is', (compute, observed) => {
    const made = plan(one, { ...nothing, ...observed }, now);
    expect(made.alerts).toEqual([]);
    expect(made.waiting).toEqual([
      {
        compute,
        reason: expect.stringMatching(/was created at 2026-06-05T11:58:00Z and Azure does not say yet whose it is/),
      },
    ]);
    const later = plan(one, { ...nothing, ...observed }, new Date('2026-06-05T12:03:01Z'));
    expect(later.alerts).toMatchObject([{ compute, unmet: true }]);
  });

  it('does not wait when it is another project’s', () => {
    const machines = [machine({ tags: { 'sallyport-project': 'other' } })];
    const made = plan(one, { ...nothing, machines, memory: memory('dsvm-1') }, now);
    expect(made.alerts).toMatchObject([{ compute: 'machine dsvm-1', unmet: true }]);
  });
});

describe('plan for a name that two definitions hold', () => {
  const person = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
  const instance = { name: 'shared', size: 'Standard_DS3_v2', assignedTo: person, power: { mode: 'always-on' } };
  const other = (place: 'resource-group' | 'workspace', name: string) => ({ project: 'heart-study', place, name });
  const alertFor = (thing: string) =>
    `${thing} is in the definition of the project heart-study too. It is made for neither of them, and whoever has it keeps it. One of the two must choose another name.`;

  it.each([
    ['machine dsvm-1', { virtualMachines: [always] }, other('resource-group', 'DSVM-1')],
    ['cluster cpu', { clusters: [cluster] }, other('workspace', 'Cpu')],
    ['instance shared', { instances: [instance] }, other('workspace', 'SHARED')],
  ])('makes no %s and tells a person', (compute, definition, holder) => {
    const made = plan(wants(definition), { ...nothing, rivals: [holder] }, now);
    const reason = alertFor(compute.charAt(0).toUpperCase() + compute.slice(1));
    expect(made).toMatchObject({ actions: [], alerts: [{ compute, reason, unmet: true }] });
  });

  it('holds one that is the project’s own to the definition, and tells a person', () => {
    const observed = { ...nothing, machines: [machine({ power: 'deallocated' })] };
    const made = plan(
      wants({ virtualMachines: [always] }),
      { ...observed, rivals: [other('resource-group', 'dsvm-1')] },
      now,
    );
    expect(made.actions).toMatchObject([{ kind: 'start-machine' }]);
    expect(made.alerts).toEqual([{ compute: 'machine dsvm-1', reason: alertFor('Machine dsvm-1') }]);
  });

  it('leaves the one of the other project alone and says whose it is', () => {
    const machines = [machine({ tags: { 'sallyport-project': 'heart-study' } })];
    const rivals = [other('resource-group', 'dsvm-1')];
    const { actions, alerts } = plan(wants({ virtualMachines: [always] }), { ...nothing, machines, rivals }, now);
    expect(actions).toEqual([]);
    expect(alerts).toMatchObject([
      { reason: expect.stringContaining("belongs to the project 'heart-study'"), unmet: true },
    ]);
  });

  it('is not troubled by a machine and a compute of one name, nor by other names', () => {
    const rivals = [other('workspace', 'dsvm-1'), other('resource-group', 'dsvm-2')];
    expect(steps(wants({ virtualMachines: [always] }), { rivals })).toEqual(['create-machine dsvm-1']);
  });
});

describe('plan as a whole', () => {
  it('stops when Azure shows none of the machines that were there', () => {
    const memory = { ...noMemory, seen: { machines: 3, computes: 0 } };
    const made = plan(wants({ virtualMachines: [always] }), { ...nothing, memory }, now);
    expect(made.stopped).toContain('none of the 3 machines the project had');
  });

  it('stops when there is more to do than the definition allows', () => {
    const virtualMachines = [always, { ...always, name: 'dsvm-2' }];
    expect(plan(wants({ virtualMachines, maxActionsPerRun: 1 }), nothing, now).stopped).toContain(
      '2 actions, more than the 1',
    );
    expect(plan(wants({ virtualMachines, maxActionsPerRun: 2 }), nothing, now).stopped).toBeUndefined();
  });

  it('counts no step that only switches off, and leaves those to the timer', () => {
    const off = { ...always, name: 'dsvm-2', power: { mode: 'off' } };
    const wanted = wants({ virtualMachines: [always, { ...always, name: 'dsvm-3' }, off], maxActionsPerRun: 1 });
    const machines = [machine({ name: 'dsvm-2' })];
    const made = plan(wanted, { ...nothing, machines }, now);
    expect(made.stopped).toContain('2 actions beside those that only switch off, more than the 1');
    expect(stepsOfTimer(made)).toMatchObject([{ kind: 'deallocate-machine', name: 'dsvm-2' }]);
    expect(plan(wants({ ...wanted.definition, maxActionsPerRun: 2 }), { ...nothing, machines }, now).stopped).toBe(
      undefined,
    );
    const none = { ...nothing, machines, memory: { ...noMemory, seen: { machines: 1, computes: 3 } } };
    const blank = plan(wanted, none, now);
    expect(blank).toMatchObject({ empty: true, stopped: expect.stringContaining('none of the 3 computes') });
    expect(stepsOfTimer(blank)).toEqual([]);
  });

  it('leaves to the timer of a plan, and keeps from the count, nothing that starts, makes, resizes, tags or deletes', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const capped = { ...wanted, definition: { ...wanted.definition, maxActionsPerRun: 1 } };
        const made = plan(capped, { ...nothing, ...world }, now);
        if (made.stopped === undefined) return;
        for (const step of stepsOfTimer(made)) {
          if (step.kind === 'rescale-cluster') expect(step.to.maxNodes).toBeLessThanOrEqual(step.from.maxNodes);
          else expect(['deallocate-machine', 'stop-instance']).toContain(step.kind);
        }
      }),
    );
  });

  it('keeps its digest while only the words change, and changes it with the actions', () => {
    const power = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' };
    const wanted = wants({ virtualMachines: [{ ...always, power }] });
    const digest = (at: string): string => plan(wanted, nothing, new Date(at)).digest;
    expect(digest('2026-06-05T09:00:00Z')).toBe(digest('2026-06-08T09:00:00Z'));
    expect(digest('2026-06-05T09:00:00Z')).not.toBe(digest('2026-06-06T09:00:00Z'));
    expect(plan({ ...wanted, project: 'other' }, nothing, now).digest).not.toBe(digest('2026-06-05T09:00:00Z'));
  });

  it('reaches the definition in at most four runs and then has nothing to do', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        let current: ObservedCompute = { ...nothing, ...world };
        for (let run = 0; run < 4; run += 1) current = applyToWorld(plan(wanted, current, now).actions, current);
        expect(plan(wanted, current, now).actions).toEqual([]);
      }),
    );
  });

  it('never deletes unless the definition prunes', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const careful = { ...wanted, definition: { ...wanted.definition, prune: false } };
        const { actions } = plan(careful, { ...nothing, ...world }, now);
        expect(actions.filter(({ kind }) => kind.startsWith('delete'))).toEqual([]);
      }),
    );
  });

  it('only switches off what a hibernated project has, gives back its nodes, and makes and deletes nothing', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const hibernated = { ...wanted, active: false, hibernated: true };
        let current: ObservedCompute = { ...nothing, ...world };
        for (let run = 0; run < 4; run += 1) {
          const { actions, alerts } = plan(hibernated, current, now);
          expect(actions.filter(({ kind }) => /^(create|start|delete)/.test(kind))).toEqual([]);
          expect(alerts.filter(({ unmet }) => unmet)).toEqual([]);
          for (const action of actions)
            if (/^(deallocate|stop)/.test(action.kind)) expect(action.reason).toMatch(/hibernated|its size is/);
          current = applyToWorld(actions, current);
        }
        const wantedNames = [...wanted.definition.virtualMachines, ...wanted.definition.instances].map(
          ({ name }) => name,
        );
        const running = [...current.machines, ...current.instances].filter(
          (one) =>
            one.tags['sallyport-project'] === wanted.project &&
            wantedNames.includes(one.name.toLowerCase()) &&
            ('power' in one ? one.power !== 'deallocated' : one.state === 'Running'),
        );
        expect(running).toEqual([]);
      }),
    );
  });

  it('never touches a compute that does not carry the project tag', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const foreign = [...world.machines, ...world.clusters, ...world.instances]
          .filter(({ tags }) => tags['sallyport-project'] !== wanted.project)
          .map(({ name }) => name.toLowerCase());
        const { actions } = plan(wanted, { ...nothing, ...world }, now);
        expect(actions.filter(({ name }) => foreign.includes(name.toLowerCase()))).toEqual([]);
      }),
    );
  });

  it('is the same plan in whatever order Azure lists things', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, fc.infiniteStream(fc.nat()), (wanted, world, order) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: order.next().value }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const shuffled = {
          machines: shuffle(world.machines),
          clusters: shuffle(world.clusters),
          instances: shuffle(world.instances),
          others: world.others,
        };
        const first = plan(wanted, { ...nothing, ...world }, now);
        expect(plan(wanted, { ...nothing, ...shuffled }, now)).toEqual(first);
      }),
    );
  });
});
