import type { Reconciler } from '../../src/reconcile/reconcile.ts';
import { type RunningApp, startApp } from './running-app.ts';

/** The plan of every project of that app. */
export const plan = { project: 'heart-study', actions: [], waiting: [], alerts: [], digest: 'd1' };

/** An app whose projects have a plan with nothing to do; digests of plans that were applied are put into the list. */
export function planningApp(applied: string[] = []): Promise<RunningApp> {
  const reconciler: Reconciler = {
    planFor: async () => plan,
    applyPlan: async (_subject, digest): ReturnType<Reconciler['applyPlan']> => {
      if (digest !== plan.digest) return { outcome: 'moved', plan, applied: [], open: [] };
      applied.push(digest);
      return { outcome: 'settled', plan, applied: [], open: [] };
    },
    run: async () => [],
  };
  return startApp(reconciler);
}
