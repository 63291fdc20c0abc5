import { z } from 'zod';
import { type ComputeKind, computeKind } from '../../domain/project/compute-definition.ts';
import { actionKey, describeAction } from './action.ts';
import type { OpenDrift } from './drift.ts';
import { type ComputeWorld, kinds } from './kinds.ts';
import { idleNotice, notice, planAlert } from './notice.ts';
import { ownOf } from './own.ts';
import type { ComputePlan } from './plan.ts';
import { budgetStatus } from './usage/budget.ts';
import { computeOffboarding } from './usage/offboarding.ts';

const seenCompute = z.strictObject({
  kind: computeKind,
  name: z.string(),
  size: z.string().exactOptional(),
  /** Azure's own word: of a machine its power, of an instance its state, of a cluster how far it was made. */
  state: z.string(),
});
export type SeenCompute = Readonly<z.infer<typeof seenCompute>>;

/** What one run saw of the computes of a project, and what the plan made of it; stored as one row until the next run. */
export const computeSnapshot = z.strictObject({
  at: z.iso.datetime(),
  computes: z.array(seenCompute).readonly(),
  /** Steps of the plan in their order, each in words. */
  steps: z.array(z.strictObject({ compute: z.string(), text: z.string() })).readonly(),
  waiting: z.array(notice).readonly(),
  alerts: z.array(planAlert).readonly(),
  idle: z.array(idleNotice).readonly().default([]),
  notes: z.array(notice).readonly().default([]),
  /** Why the timer leaves the plan to people. */
  stopped: z.string().exactOptional(),
  /** What was used of the hours of its month, for a project with a budget. */
  budget: budgetStatus.exactOptional(),
  /** When they are deleted, for a project that has ended and keeps them for some days. */
  ending: computeOffboarding.exactOptional(),
  open: z.array(z.strictObject({ key: z.string(), since: z.string() })).readonly(),
});
export type ComputeSnapshot = Readonly<z.infer<typeof computeSnapshot>>;

/** What is kept of a run: of everything that Azure showed the computes of this project alone. */
export function snapshotOf(
  world: ComputeWorld,
  plan: ComputePlan,
  open: readonly OpenDrift[],
  now: Date,
): ComputeSnapshot {
  const { project, actions, waiting, alerts, idle, notes, stopped, budget, ending } = plan;
  return {
    at: now.toISOString(),
    computes: computeKind.options.flatMap((kind) => seenOf(kind, project, world)),
    steps: actions.map((action) => ({ compute: actionKey(action), text: describeAction(action) })),
    waiting,
    alerts,
    idle,
    notes,
    ...(stopped === undefined ? {} : { stopped }),
    ...(budget === undefined ? {} : { budget }),
    ...(ending === undefined ? {} : { ending }),
    open,
  };
}

/** Whether a compute runs, as far as Azure says so. */
export function runs({ kind, state }: SeenCompute): boolean {
  return kinds[kind].switched !== undefined && ['running', 'jobrunning'].includes(state.toLowerCase());
}

function seenOf<Kind extends ComputeKind>(kind: Kind, project: string, world: ComputeWorld): SeenCompute[] {
  return ownOf(kind, project, world).map((found) => {
    const { name, size } = found;
    return { kind, name, ...(size === undefined ? {} : { size }), state: kinds[kind].state(found) };
  });
}
