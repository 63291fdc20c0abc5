import type { ComputeAction } from './action.ts';
import type { ComputeDefinition, PowerPlan } from './definition.ts';
import type { ComputeMemory } from './memory.ts';
import { recentCreation } from './memory.ts';
import type { WantedPower } from './power.ts';
import { belongsTo, projectTag, type Tags, tagValue } from './world.ts';

/** Whose computes are planned, from what, and when. `active` is false before the project begins and once it has ended. */
export interface PlanContext {
  readonly project: string;
  readonly definition: ComputeDefinition;
  readonly active: boolean;
  readonly memory: ComputeMemory;
  readonly now: Date;
  /** Whether a machine with this power plan should run now. */
  readonly powerOf: (power: PowerPlan) => WantedPower;
}

/** What the plan says about one compute: a step, a wait, or something a person must look at; all empty when it is as defined. */
export interface Verdict {
  readonly action?: ComputeAction;
  readonly waiting?: string;
  readonly alert?: string;
  /** The alert means that the compute is not there as defined, and that no step of ours can change it. */
  readonly unmet?: true;
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

/** Whether the compute found under a wanted name is the project's own. */
export function isOurs(context: PlanContext, found: { readonly tags: Tags }): boolean {
  return belongsTo(context.project, found);
}

/** Why an absent compute is not created now, or undefined when it may be. */
export function whyNotCreate(context: PlanContext, name: string, on: boolean | undefined): Verdict | undefined {
  if (!context.active || on === false) return {};
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
