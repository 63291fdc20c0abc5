import fc from 'fast-check';
import type { ObservedCluster } from '../../../src/compute/domain/kinds/cluster.ts';
import type { ObservedInstance } from '../../../src/compute/domain/kinds/instance.ts';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import type { ComputeAction, ComputeWorld } from '../../../src/compute/domain/kinds.ts';
import type { DesiredCompute, ObservedCompute } from '../../../src/compute/domain/plan.ts';
import type { MachineLoad } from '../../../src/compute/domain/usage/idle.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';

const machineNames = ['vm-a', 'vm-b', 'vm-c', 'vm-d', 'vm-e'];
const workspaceNames = ['ml-a', 'ml-b', 'ml-c', 'ml-d', 'ml-e'];
const sizes = fc.constantFrom('Standard_D2s_v5', 'Standard_D4s_v5');
const power = fc.constantFrom(
  { mode: 'always-on' },
  { mode: 'manual' },
  { mode: 'off' },
  { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' },
  { mode: 'schedule', start: '0 0 20 * * *', stop: '0 0 6 * * *' },
);
const tags = fc.constantFrom<Record<string, string>>(
  { 'sallyport-project': 'genomics' },
  { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on', owner: 'it' },
  { 'sallyport-project': 'other' },
  {},
);
const nodes = fc.constantFrom({ minNodes: 0, maxNodes: 2 }, { minNodes: 1, maxNodes: 4 });
const foundNodes = fc.oneof(nodes, fc.constant({ minNodes: 0, maxNodes: 0 }));

/** Any definition over a few names, so that definition and world often meet. */
export const anyWanted: fc.Arbitrary<DesiredCompute> = fc
  .record({
    machines: fc.subarray(machineNames),
    workspace: fc.subarray(workspaceNames),
    split: fc.nat(5),
    size: sizes,
    power,
    nodes,
    prune: fc.boolean(),
    active: fc.boolean(),
    idleMinutes: fc.option(fc.constantFrom(30, 90), { nil: undefined }),
  })
  .map(({ machines, workspace, split, size, power: plan, nodes: scale, prune, active, idleMinutes }) => ({
    project: 'genomics',
    active,
    definition: computeDefinition.parse({
      virtualMachines: machines.map((name) => ({
        name,
        size,
        image: 'data-science',
        power: plan,
        ...(plan.mode === 'always-on' || idleMinutes === undefined ? {} : { idleMinutes }),
      })),
      clusters: workspace.slice(0, split).map((name) => ({ name, size, ...scale })),
      instances: workspace.slice(split).map((name) => ({
        name,
        size,
        power: plan,
        assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69',
        ...(plan.mode === 'always-on' || idleMinutes === undefined ? {} : { idleMinutes }),
      })),
      prune,
    }),
  }));

const machine = fc.record({ size: sizes, tags, power: fc.constantFrom('running', 'stopped', 'deallocated') });
const compute = fc.record({
  size: sizes,
  tags,
  nodes: foundNodes,
  state: fc.constantFrom('Running', 'Stopped'),
  kind: fc.constantFrom('cluster', 'instance'),
});

/** Any settled world, with machines of the project, of another one and of nobody. */
export const anyWorld: fc.Arbitrary<ComputeWorld> = fc
  .record({
    machines: fc
      .subarray(machineNames)
      .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), machine)))),
    computes: fc
      .subarray(workspaceNames)
      .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), compute)))),
  })
  .map(({ machines, computes }) => ({
    machines: machines.map(([name, found]): ObservedMachine => {
      const { size, tags: labels, power: state } = found;
      const shown = state === 'running' ? 'running' : state === 'stopped' ? 'stopped' : 'deallocated';
      return {
        id: `/vm/${name}`,
        name: name.toUpperCase(),
        size,
        tags: labels,
        provisioningState: 'Succeeded',
        power: shown,
      };
    }),
    clusters: computes
      .filter(([, { kind }]) => kind === 'cluster')
      .map(
        ([name, found]): ObservedCluster => ({
          name,
          size: found.size,
          tags: found.tags,
          scale: { ...found.nodes, idleMinutes: 15 },
          provisioningState: 'Succeeded',
        }),
      ),
    instances: computes
      .filter(([, { kind }]) => kind === 'instance')
      .map(
        ([name, { size, tags: labels, state }]): ObservedInstance => ({
          name,
          size,
          tags: labels,
          state,
          provisioningState: 'Succeeded',
        }),
      ),
    others: [],
  }));

/** What might be measured of each machine up to that time. */
export function anyLoads(now: Date): fc.Arbitrary<readonly MachineLoad[]> {
  const spans = fc
    .record({ quietSpans: fc.integer({ min: 0, max: 30 }), gap: fc.option(fc.nat(29)), late: fc.nat(4) })
    .map(({ quietSpans, gap, late }) =>
      Array.from({ length: 30 }, (_, index) => ({
        at: new Date(now.getTime() - (index + 1) * 5 * 60_000).toISOString(),
        cpuPercent: index < quietSpans ? 0 : 90,
        networkBytes: 0,
      })).filter((_, index) => index !== gap && index >= late),
    );
  const load = fc.oneof(
    spans.map((measured) => ({ spans: measured })),
    fc.constant({ problem: 'Azure Monitor is away' }),
  );
  return fc
    .subarray(machineNames)
    .chain((names) => fc.tuple(...names.map((name) => load.map((one) => ({ name: name.toUpperCase(), ...one })))));
}

/** The world after Azure has finished all actions of a plan. */
export function applyToWorld(actions: readonly ComputeAction[], world: ObservedCompute): ObservedCompute {
  return actions.reduce(applyOne, world);
}

function applyOne(world: ObservedCompute, action: ComputeAction): ObservedCompute {
  const { name } = action;
  const machines = (change: Partial<ObservedMachine>): ObservedCompute => ({
    ...world,
    machines: world.machines.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });
  const instances = (state: string): ObservedCompute => ({
    ...world,
    instances: world.instances.map((one) => (one.name === name ? { ...one, state } : one)),
  });
  const made = { provisioningState: 'Succeeded' };
  switch (action.kind) {
    case 'start-machine':
      return machines({ power: 'running' });
    case 'deallocate-machine':
      return machines({ power: 'deallocated' });
    case 'resize-machine':
      return machines({ size: action.to });
    case 'retag-machine':
      return machines({ tags: action.tags });
    case 'delete-machine':
      return { ...world, machines: world.machines.filter((one) => one.name !== name) };
    case 'create-machine': {
      const { size, tags: labels } = action;
      const machine = { ...made, id: `/vm/${name}`, name, size, tags: labels, power: 'running' as const };
      return { ...world, machines: [...world.machines, machine] };
    }
    case 'create-cluster': {
      const { size, tags: labels, scale } = action;
      return { ...world, clusters: [...world.clusters, { ...made, name, size, tags: labels, scale }] };
    }
    case 'rescale-cluster':
      return {
        ...world,
        clusters: world.clusters.map((one) => (one.name === name ? { ...one, scale: action.to } : one)),
      };
    case 'delete-cluster':
      return { ...world, clusters: world.clusters.filter((one) => one.name !== name) };
    case 'create-instance': {
      const { size, tags: labels, idleMinutes } = action;
      const instance = { ...made, name, size, tags: labels, state: 'Running', idleMinutes };
      return { ...world, instances: [...world.instances, instance] };
    }
    case 'start-instance':
      return instances('Running');
    case 'limit-instance':
      return {
        ...world,
        instances: world.instances.map((one) => (one.name === name ? { ...one, idleMinutes: action.to } : one)),
      };
    case 'stop-instance':
      return instances('Stopped');
    case 'delete-instance':
      return { ...world, instances: world.instances.filter((one) => one.name !== name) };
  }
}
