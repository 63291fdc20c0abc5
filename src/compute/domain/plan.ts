import { type ComputeDefinition, computeKind } from '../../domain/project/compute-definition.ts';
import type { ProjectEnd } from '../../domain/project/project-time.ts';
import { actionKey, compareActions, computeKey, planDigest, wordsOf } from './action.ts';
import { imageNotes } from './image-age.ts';
import { type ComputeAction, type ComputeWorld, foundIn, type NamedVerdict } from './kinds.ts';
import type { ComputeMemory } from './memory.ts';
import type { TakenName } from './name-claims.ts';
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
import type { PlanContext } from './verdict.ts';
import { verdictsOfAll } from './verdicts.ts';
import { byName, type Observed, ofProject } from './world.ts';

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
  const planned = verdictsOfAll(observed, context);
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
      ...alertsOfTries(observed.memory, actions, failuresOf(project, observed)),
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

function failuresOf(project: string, world: ComputeWorld): ReadonlyMap<string, string> {
  const found = foundIn(world);
  return new Map(
    computeKind.options.flatMap((kind) => {
      const all: readonly Observed[] = found[kind];
      return ofProject(project, all).flatMap(({ name, failure }) =>
        failure === undefined ? [] : [[computeKey(kind, name), failure] as const],
      );
    }),
  );
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

/** A project that is not active misses nothing. */
function alertsOf({ compute, alert: reason, unmet, short }: NamedVerdict, active: boolean): PlanAlert[] {
  const alerts: PlanAlert[] = reason === undefined ? [] : [{ compute, reason, ...(unmet && active ? { unmet } : {}) }];
  if (short === undefined) return alerts;
  const { step, lack: lacks } = short;
  return [...alerts, { compute, reason: shortfallText(lackingWords(step), lacks), unmet: true, lacks }];
}

function lackingWords(step: ComputeAction): string {
  if (!('adds' in step) || step.adds === undefined) return wordsOf(step);
  const { nodes } = step.adds;
  return `keep ${nodes} more ${nodes === 1 ? 'node' : 'nodes'} of the cluster ${step.name} waiting`;
}

function byCompute<T extends Notice>(notices: readonly T[]): T[] {
  return notices.toSorted((one, other) => (one.compute < other.compute ? -1 : one.compute > other.compute ? 1 : 0));
}
