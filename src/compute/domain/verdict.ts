import type { ComputeDefinition, PowerPlan } from '../../domain/project/compute-definition.ts';
import type { ComputeMemory } from './memory.ts';
import { recentCreation } from './memory.ts';
import type { IdleNotice } from './notice.ts';
import type { DesiredPower } from './power.ts';
import type { CoreDemand, CoreShortfall } from './quotas.ts';
import { type BudgetStatus, whyNoHours } from './usage/budget.ts';
import type { MachineLoad } from './usage/idle.ts';
import { belongsTo, projectTag, type Tags, tagValue } from './world.ts';

/** `active` as in `DesiredCompute`. */
export interface PlanContext {
  readonly project: string;
  readonly definition: ComputeDefinition;
  readonly active: boolean;
  readonly memory: ComputeMemory;
  readonly now: Date;
  readonly powerOf: (power: PowerPlan) => DesiredPower;
  /** What is left of the hours of this month; undefined without a budget. */
  readonly budget: BudgetStatus | undefined;
  /** What was measured of the machine of that name; undefined where nobody asked. */
  readonly loadOf: (name: string) => MachineLoad | undefined;
}

/** What the plan says about one compute: a step, a wait, or something a person must look at; all empty when it is as defined. */
export interface Verdict<Step = never> {
  readonly action?: Step;
  readonly waiting?: string;
  readonly alert?: string;
  /** The alert means that the compute is not there as defined, and that no step of ours can change it. */
  readonly unmet?: true;
  /** How idle it is, or since when it is off for that; no difference from the definition. */
  readonly idle?: Omit<IdleNotice, 'compute'>;
  /** Cores that the next steps need, where the action takes none itself. */
  readonly cores?: CoreDemand;
  /** What is done instead while Azure has no cores left. */
  readonly otherwise?: Step;
  /** The step that waits for cores, and what of them it lacks. */
  readonly short?: { readonly step: Step; readonly lack: CoreShortfall };
}

/** A compute of that name is there, but another's: it is left alone and a person is told. One without a tag that was made a moment ago is ours before Azure says so. */
export function nameTaken(context: PlanContext, thing: string, name: string, tags: Tags): Verdict {
  const owner = tagValue(tags, projectTag);
  const made = owner === undefined ? justMade(context, name) : undefined;
  if (made !== undefined) return made;
  const whose = owner === undefined ? `has no tag ${projectTag}` : `belongs to the project '${owner}'`;
  return {
    alert: `The name of ${thing} ${name} is taken: the one in Azure ${whose}, so it is left alone. Choose another name, or tag it with ${projectTag} if it is this project's.`,
    unmet: true,
  };
}

/** Azure shows a compute that we made a moment ago, but not yet its tags or its kind. */
export function justMade({ memory, now }: PlanContext, name: string): Verdict | undefined {
  const created = recentCreation(memory, name, now);
  if (created === undefined) return undefined;
  return {
    waiting: `${name} was created at ${created} and Azure does not say yet whose it is; the next run looks again.`,
  };
}

export function hasProjectTag(context: PlanContext, found: { readonly tags: Tags }): boolean {
  return belongsTo(context.project, found);
}

/** Why an absent compute is not created now, or undefined when it may be. What people start and stop is made running, which takes hours. */
export function whyNotCreate(context: PlanContext, name: string, on: boolean | undefined): Verdict | undefined {
  if (!context.active || on === false) return {};
  if (on === undefined && whyNoHours(context.budget) !== undefined) return {};
  const created = recentCreation(context.memory, name, context.now);
  if (created === undefined) return undefined;
  return {
    waiting: `${name} was created at ${created} and Azure does not show it yet; it counts as missing five minutes after that`,
  };
}

/** Why a compute is left alone until Azure has done with it, or undefined when it is at rest. */
export function whyChanging(
  thing: string,
  { name, provisioningState }: { readonly name: string; readonly provisioningState: string },
): string | undefined {
  const state = provisioningState.toLowerCase();
  if (['succeeded', 'failed', 'canceled'].includes(state)) return undefined;
  if (state === 'unknown')
    return `Azure does not say in what state ${thing.toLowerCase()} ${name} is; the next run looks again.`;
  return `${thing} ${name} is being changed (${provisioningState}); the next run looks again.`;
}
