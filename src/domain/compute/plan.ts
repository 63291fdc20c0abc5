import { actionKey, type ComputeAction, compareActions, computeKey, planDigest } from './action.ts';
import { type Rival, rivalFinder } from './claims.ts';
import type { ComputeDefinition } from './definition.ts';
import { planMachine, planUnwantedMachine } from './machine-plan.ts';
import type { ComputeMemory } from './memory.ts';
import { powerDecider } from './power.ts';
import { justMade, type PlanContext, type Verdict } from './verdict.ts';
import { planCluster, planInstance, planUnwanted } from './workspace-plan.ts';
import { belongsTo, byName, type ComputeWorld, type Tags } from './world.ts';

/** A project's computes as they should be. `active` is false before the project begins and once it has ended. */
export interface WantedCompute {
  readonly project: string;
  readonly definition: ComputeDefinition;
  readonly active: boolean;
}

/** What to plan from: one observation, what is remembered of earlier ones, and the names that other definitions hold. */
export interface ObservedCompute extends ComputeWorld {
  readonly memory: ComputeMemory;
  readonly rivals: readonly Rival[];
}

/** Something about one compute that is no action: `compute` is its kind and name, such as `machine dsvm-1`. */
export interface Notice {
  readonly compute: string;
  readonly reason: string;
}

/** Something that a person has to look at. `unmet`: the compute is not there as defined, and no run can change that. */
export interface PlanAlert extends Notice {
  readonly unmet?: true;
}

/** A printable plan. `stopped` says why the timer must not apply it; an operator still can, by its digest. */
export interface ComputePlan {
  readonly project: string;
  readonly actions: readonly ComputeAction[];
  /** Computes left alone in this run, and why. */
  readonly waiting: readonly Notice[];
  /** What no run can mend: a person has to look. */
  readonly alerts: readonly PlanAlert[];
  readonly stopped?: string;
  /** Changes exactly when the actions change. */
  readonly digest: string;
}

/** Compares the definition with what was observed. Pure: the same values give the same plan, in the same order. */
export function plan(wanted: WantedCompute, observed: ObservedCompute, now: Date): ComputePlan {
  const powerOf = powerDecider({ timeZone: wanted.definition.timeZone, active: wanted.active, now });
  const context: PlanContext = { ...wanted, memory: observed.memory, now, powerOf };
  const verdicts = [...machineVerdicts(observed, context), ...workspaceVerdicts(observed, context)];
  const actions = verdicts.flatMap(({ action }) => action ?? []).sort(compareActions);
  const stopped = actions.length === 0 ? undefined : whyStopped(actions, observed, wanted);
  return {
    project: wanted.project,
    actions,
    waiting: byCompute(
      verdicts.flatMap(({ compute, waiting: reason }) => (reason === undefined ? [] : { compute, reason })),
    ),
    alerts: byCompute([
      ...verdicts.flatMap((verdict) => alertsOf(verdict, wanted.active)),
      ...stillRefused(observed.memory, actions).map(({ compute, reason }) => ({
        compute,
        reason: `Azure refused the last try: ${reason}`,
      })),
    ]),
    ...(stopped === undefined ? {} : { stopped }),
    digest: planDigest(wanted.project, actions),
  };
}

/** What Azure refused in the last run, as far as there is still a step to take. */
export function stillRefused({ refused }: ComputeMemory, actions: readonly ComputeAction[]): ComputeMemory['refused'] {
  const open = new Set(actions.map(actionKey));
  return refused.filter(({ compute }) => open.has(compute));
}

/** How many of the project's computes an observation shows, without those that are being deleted. */
export function countOwn(project: string, world: ComputeWorld): ComputeMemory['seen'] {
  const own = (list: readonly (Owned & { readonly provisioningState: string })[]): number =>
    list.filter((one) => belongsTo(project, one) && one.provisioningState.toLowerCase() !== 'deleting').length;
  return { machines: own(world.machines), computes: own(world.clusters) + own(world.instances) };
}

interface Named {
  readonly name: string;
}
interface Owned extends Named {
  readonly tags: Tags;
}
interface NamedVerdict extends Verdict {
  readonly compute: string;
}

function machineVerdicts({ machines, rivals }: ObservedCompute, context: PlanContext): NamedVerdict[] {
  const { virtualMachines } = context.definition;
  const [found, rivalFor] = [byName(machines), rivalFinder(rivals)];
  return [
    ...virtualMachines.map((wanted) => ({
      compute: computeKey('machine', wanted.name),
      ...contested(
        `Machine ${wanted.name}`,
        rivalFor('virtualMachines', wanted.name),
        planMachine(wanted, found(wanted.name), context),
      ),
    })),
    ...unwanted(machines, virtualMachines, context).map((machine) => ({
      compute: computeKey('machine', machine.name),
      ...planUnwantedMachine(machine, context),
    })),
  ];
}

function workspaceVerdicts(world: ObservedCompute, context: PlanContext): NamedVerdict[] {
  const { clusters, instances } = context.definition;
  const others = world.others.map((name) => ({ name }));
  const rivalFor = rivalFinder(world.rivals);
  const [foundCluster, foundInstance] = [byName(world.clusters), byName(world.instances)];
  const [otherThanCluster, otherThanInstance] = [
    byName([...world.instances, ...others]),
    byName([...world.clusters, ...others]),
  ];
  return [
    ...clusters.map((wanted) => ({
      compute: computeKey('cluster', wanted.name),
      ...contested(
        `Cluster ${wanted.name}`,
        rivalFor('clusters', wanted.name),
        occupied(context, otherThanCluster(wanted.name), wanted.name) ??
          planCluster(wanted, foundCluster(wanted.name), context),
      ),
    })),
    ...instances.map((wanted) => ({
      compute: computeKey('instance', wanted.name),
      ...contested(
        `Instance ${wanted.name}`,
        rivalFor('instances', wanted.name),
        occupied(context, otherThanInstance(wanted.name), wanted.name) ??
          planInstance(wanted, foundInstance(wanted.name), context),
      ),
    })),
    ...unwanted(world.clusters, clusters, context).map((cluster) => ({
      compute: computeKey('cluster', cluster.name),
      ...planUnwanted('cluster', cluster, context),
    })),
    ...unwanted(world.instances, instances, context).map((instance) => ({
      compute: computeKey('instance', instance.name),
      ...planUnwanted('instance', instance, context),
    })),
  ];
}

function unwanted<T extends Owned>(found: readonly T[], wanted: readonly Named[], { project }: PlanContext): T[] {
  const named = byName(wanted);
  return found.filter((compute) => belongsTo(project, compute) && named(compute.name) === undefined);
}

/** A workspace gives each name once, whatever the kind. */
function occupied(context: PlanContext, found: Named | undefined, name: string): Verdict | undefined {
  if (found === undefined) return undefined;
  const alert = `The name ${name} is taken by a compute of another kind in the workspace; choose another.`;
  return justMade(context, name) ?? { alert, unmet: true };
}

/** What stands in two definitions is made for neither: whichever run came first would win, and the other project would find a stranger's compute. */
function contested(thing: string, rival: string | undefined, verdict: Verdict): Verdict {
  if (rival === undefined) return verdict;
  const alert = `${thing} is in the definition of the project ${rival} too. It is made for neither of them, and whoever has it keeps it. One of the two must choose another name.`;
  if (verdict.action?.kind.startsWith('create-')) return { alert, unmet: true };
  return { alert, ...verdict };
}

/** A project that has not begun or has ended misses nothing. */
function alertsOf({ compute, alert: reason, unmet }: NamedVerdict, active: boolean): PlanAlert[] {
  if (reason === undefined) return [];
  return [{ compute, reason, ...(unmet && active ? { unmet } : {}) }];
}

function byCompute<T extends Notice>(notices: readonly T[]): T[] {
  return notices.toSorted((one, other) => (one.compute < other.compute ? -1 : 1));
}

function whyStopped(
  actions: readonly ComputeAction[],
  observed: ObservedCompute,
  { project, definition }: WantedCompute,
): string | undefined {
  const { seen } = observed.memory;
  const own = countOwn(project, observed);
  if (seen.machines > 0 && own.machines === 0) {
    return `Azure shows none of the ${seen.machines} machines the project had. That looks like a missing permission or a wrong subscription rather than like lost machines, so nothing is done.`;
  }
  if (seen.computes > 0 && own.computes === 0) {
    return `Azure ML shows none of the ${seen.computes} computes the project had. That looks like a missing permission or a wrong workspace rather than like lost computes, so nothing is done.`;
  }
  if (actions.length > definition.maxActionsPerRun) {
    return `The plan has ${actions.length} actions, more than the ${definition.maxActionsPerRun} that the definition allows in a run (maxActionsPerRun), so nothing is done.`;
  }
  return undefined;
}
