import type { ComputeDefinition } from '../../domain/project/compute-definition.ts';
import type { ProjectEnd } from '../../domain/project/project-time.ts';
import { actionKey, type ComputeAction, compareActions, computeKey, planDigest, wordsOf } from './action.ts';
import { imageNotes } from './image-age.ts';
import { planMachine, planUndefinedMachine } from './machine-plan.ts';
import type { ComputeMemory } from './memory.ts';
import { type TakenName, takenNameFinder } from './name-claims.ts';
import type { IdleNotice, Notice, PlanAlert } from './notice.ts';
import { powerDecider, whyInactive } from './power.ts';
import { type CoreQuotas, shortfallText } from './quotas.ts';
import { withinQuotas } from './room.ts';
import { alertsOfTries } from './tries.ts';
import { seenOff, unrequestedAlerts, unrequestedNotes, watchOff } from './unrequested.ts';
import { type BudgetStatus, budgetStatusOf } from './usage/budget.ts';
import type { ObservedHours } from './usage/hours.ts';
import type { MachineLoad } from './usage/idle.ts';
import { type ComputeOffboarding, deletedAtEnd, mostDeleted, offboardingOf } from './usage/offboarding.ts';
import { type TimerStop, timerStopOf } from './usage/timer-stop.ts';
import { justMade, type NamedVerdict, type PlanContext, type Verdict } from './verdict.ts';
import { planCluster, planInstance, planUndefined } from './workspace-plan.ts';
import { belongsTo, byName, type ComputeWorld, foundComputes, type Tags } from './world.ts';

/** A project's computes as they should be. `active` is false before the project begins, once it has ended, and while it is hibernated. */
export interface DesiredCompute {
  readonly project: string;
  readonly definition: ComputeDefinition;
  readonly active: boolean;
  /** Whether it is not active only because it is hibernated. */
  readonly hibernated?: boolean;
  /** Its end, once it has ended and is not hibernated. */
  readonly end?: ProjectEnd | undefined;
}

export interface ObservedCompute extends ComputeWorld {
  readonly memory: ComputeMemory;
  readonly rivals: readonly TakenName[];
  /** How long its computes ran, for a project with a budget; undefined where nothing was counted yet. */
  readonly hours?: ObservedHours | 'unknown' | undefined;
  /** When the last look of the timer was, where anybody knows. */
  readonly lookedAt?: string | undefined;
  /** What was measured of the machines that may be switched off because they are idle. */
  readonly loads?: readonly MachineLoad[];
  /** The cores that Azure lets it have, as far as somebody looked. */
  readonly quotas?: CoreQuotas;
}

export interface ComputePlan extends TimerStop {
  readonly project: string;
  readonly actions: readonly ComputeAction[];
  /** Computes left alone in this run, and why. */
  readonly waiting: readonly Notice[];
  /** What no run can repair: a person has to look. */
  readonly alerts: readonly PlanAlert[];
  /** Machines that may be switched off because they are idle: how long they have been so, or since when they are off for it. */
  readonly idle: readonly IdleNotice[];
  /** What is good to know of computes and is no difference from the definition. */
  readonly notes: readonly Notice[];
  /** What is used of the hours of this month, for a project with a budget. */
  readonly budget?: BudgetStatus;
  /** When its computes are deleted, for a project that has ended and keeps them for some days. */
  readonly ending?: ComputeOffboarding;
  /** Changes exactly when the actions change. */
  readonly digest: string;
}

/** Compares the definition with what was observed. Pure: the same values give the same plan, in the same order. */
export function plan(wanted: DesiredCompute, observed: ObservedCompute, now: Date): ComputePlan {
  const { project } = wanted;
  const { maxActionsPerRun } = wanted.definition;
  const context = contextOf(wanted, observed, now);
  const { budget } = context;
  const snapshots = seenOff(observed, context);
  const off = watchOff(observed.memory, snapshots, { ...observed, now });
  const ending = offboardingOf(wanted.end, wanted.definition, observed.memory, now);
  const planned = [...machineVerdicts(observed, context), ...workspaceVerdicts(observed, context)];
  const lasting = ending === undefined ? planned : endedVerdicts(ending, planned, observed, context);
  const verdicts = withinQuotas(lasting, observed.quotas ?? {});
  const actions = verdicts.flatMap(({ action }) => action ?? []).sort(compareActions);
  return {
    project,
    actions,
    waiting: byCompute(
      verdicts.flatMap(({ compute, waiting: reason }) => (reason === undefined ? [] : { compute, reason })),
    ),
    alerts: byCompute([
      ...verdicts.flatMap((verdict) => alertsOf(verdict, wanted.active)),
      ...alertsOfTries(observed.memory, actions, failuresOf(observed)),
      ...unrequestedAlerts(off, snapshots),
    ]),
    idle: byCompute(verdicts.flatMap(({ compute, idle }) => (idle === undefined ? [] : { compute, ...idle }))),
    notes: byCompute([...unrequestedNotes(off, snapshots), ...imageNotes(project, observed.machines, now)]),
    ...timerStopOf(actions, { project, world: observed, seen: observed.memory.seen, maxActionsPerRun }),
    ...(budget === undefined ? {} : { budget }),
    ...(ending === undefined ? {} : { ending }),
    digest: planDigest(project, actions),
  };
}

export function rememberOff(wanted: DesiredCompute, observed: ObservedCompute, now: Date): ComputeMemory['off'] {
  return watchOff(observed.memory, seenOff(observed, contextOf(wanted, observed, now)), { ...observed, now });
}

function contextOf(wanted: DesiredCompute, { memory, hours, loads = [] }: ObservedCompute, now: Date): PlanContext {
  const { timeZone, budgetHours } = wanted.definition;
  const budget = budgetHours === undefined ? undefined : budgetStatusOf(budgetHours, hours, now);
  const inactive = wanted.active ? undefined : whyInactive(wanted);
  const powerOf = powerDecider({ timeZone, inactive, now, budget });
  return { ...wanted, memory, now, powerOf, budget, loadOf: byName(loads) };
}

/** What Azure refused in the last run, as far as there is still a step to take. */
export function stillRefused({ refused }: ComputeMemory, actions: readonly ComputeAction[]): ComputeMemory['refused'] {
  const open = new Set(actions.map(actionKey));
  return refused.filter(({ compute }) => open.has(compute));
}

function failuresOf(world: ComputeWorld): ReadonlyMap<string, string> {
  return new Map(
    foundComputes(world).flatMap(({ kind, name, failure }) =>
      failure === undefined ? [] : [[computeKey(kind, name), failure] as const],
    ),
  );
}

interface Named {
  readonly name: string;
}
interface Owned extends Named {
  readonly tags: Tags;
}

/** What is deleted because the project has ended takes the place of what else would be done with it. */
function endedVerdicts(
  ending: ComputeOffboarding,
  planned: readonly NamedVerdict[],
  observed: ObservedCompute,
  context: PlanContext,
): NamedVerdict[] {
  const deleted = deletedAtEnd(ending, context, observed);
  const others = planned.flatMap(({ compute, action }) => (action === undefined || deleted.has(compute) ? [] : action));
  const now = mostDeleted(deleted, context.definition.maxActionsPerRun, others);
  return planned.map((verdict) => {
    const instead = now.get(verdict.compute);
    return instead === undefined ? verdict : { compute: verdict.compute, ...instead };
  });
}

function machineVerdicts({ machines, rivals }: ObservedCompute, context: PlanContext): NamedVerdict[] {
  const { virtualMachines } = context.definition;
  const [found, holderOf] = [byName(machines), takenNameFinder(rivals)];
  return [
    ...virtualMachines.map((wanted) => ({
      compute: computeKey('machine', wanted.name),
      ...contested(
        `Machine ${wanted.name}`,
        holderOf('machine', wanted.name),
        planMachine(wanted, found(wanted.name), context),
      ),
    })),
    ...unwanted(machines, virtualMachines, context).map((machine) => ({
      compute: computeKey('machine', machine.name),
      ...planUndefinedMachine(machine, context),
    })),
  ];
}

function workspaceVerdicts(world: ObservedCompute, context: PlanContext): NamedVerdict[] {
  const { clusters, instances } = context.definition;
  const others = world.others.map((name) => ({ name }));
  const holderOf = takenNameFinder(world.rivals);
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
        holderOf('cluster', wanted.name),
        occupied(context, otherThanCluster(wanted.name), wanted.name) ??
          planCluster(wanted, foundCluster(wanted.name), context),
      ),
    })),
    ...instances.map((wanted) => ({
      compute: computeKey('instance', wanted.name),
      ...contested(
        `Instance ${wanted.name}`,
        holderOf('instance', wanted.name),
        occupied(context, otherThanInstance(wanted.name), wanted.name) ??
          planInstance(wanted, foundInstance(wanted.name), context),
      ),
    })),
    ...unwanted(world.clusters, clusters, context).map((cluster) => ({
      compute: computeKey('cluster', cluster.name),
      ...planUndefined('cluster', cluster, context),
    })),
    ...unwanted(world.instances, instances, context).map((instance) => ({
      compute: computeKey('instance', instance.name),
      ...planUndefined('instance', instance, context),
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
function contested(thing: string, holder: string | undefined, verdict: Verdict): Verdict {
  if (holder === undefined) return verdict;
  const alert = `${thing} is in the definition of the project ${holder} too. It is made for neither of them, and whoever has it keeps it. One of the two must choose another name.`;
  if (verdict.action?.kind.startsWith('create-')) return { alert, unmet: true };
  return { alert, ...verdict };
}

/** A project that is not active misses nothing. */
function alertsOf({ compute, alert: reason, unmet, short }: NamedVerdict, active: boolean): PlanAlert[] {
  const alerts: PlanAlert[] = reason === undefined ? [] : [{ compute, reason, ...(unmet && active ? { unmet } : {}) }];
  if (short === undefined) return alerts;
  const { step, lack: lacks } = short;
  return [...alerts, { compute, reason: shortfallText(lackingWords(step), lacks), unmet: true, lacks }];
}

function lackingWords(step: ComputeAction): string {
  if (step.adds === undefined) return wordsOf(step);
  const { nodes } = step.adds;
  return `keep ${nodes} more ${nodes === 1 ? 'node' : 'nodes'} of the cluster ${step.name} waiting`;
}

function byCompute<T extends Notice>(notices: readonly T[]): T[] {
  return notices.toSorted((one, other) => (one.compute < other.compute ? -1 : one.compute > other.compute ? 1 : 0));
}
