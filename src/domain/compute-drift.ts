import { actionKey, describeAction } from './compute-action.ts';
import type { ComputePlan } from './compute-plan.ts';

/** One difference from the definition: a stable key, and why it is one. */
interface Drift {
  readonly key: string;
  readonly reason: string;
}

/** Differences that this plan shows for the first time, those that are mended, and what to remember as open. */
export interface DriftChange {
  readonly found: readonly Drift[];
  readonly mended: readonly string[];
  readonly open: readonly string[];
}

/**
 * Compares a plan with the differences known so far. A compute with a step, in transition or beyond our help is still different,
 * whatever the step is now: one difference is found once and mended once, even when it takes several runs.
 */
export function compareDrift(known: readonly string[], plan: ComputePlan): DriftChange {
  const differing = new Map([
    ...plan.alerts.flatMap(({ compute, reason, unmet }) => (unmet ? [[compute, reason] as const] : [])),
    ...plan.actions.map((action) => [actionKey(action), describeAction(action)] as const),
  ]);
  const found = [...differing].filter(([key]) => !known.includes(key)).map(([key, reason]) => ({ key, reason }));
  const mended = known.filter((key) => !differing.has(key) && !plan.waiting.some(({ compute }) => compute === key));
  const open = [...known.filter((key) => !mended.includes(key)), ...found.map(({ key }) => key)].sort();
  return { found, mended, open };
}
