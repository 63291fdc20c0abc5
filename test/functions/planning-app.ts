import type { Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { type RunningApp, startApp } from './running-app.ts';

/** The plan of every project of that app. */
export const plan = { project: 'heart-study', actions: [], waiting: [], alerts: [], idle: [], notes: [], digest: 'd1' };

/** What is seen of every project of that app. */
const look = {
  at: '2026-11-24T10:00:00.000Z',
  computes: [],
  steps: [],
  waiting: [],
  alerts: [],
  idle: [],
  notes: [],
  open: [],
};

/** An app whose projects have a plan with nothing to do; digests of plans that were applied are put into the list. */
export function planningApp(applied: string[] = []): Promise<RunningApp> {
  const reconciler: Reconciler = {
    startMachine: async () => ({ outcome: 'started' }),
    planFor: async () => plan,
    look: async () => ({ plan, open: [], look }),
    applyPlan: async (_subject, digest): ReturnType<Reconciler['applyPlan']> => {
      if (digest !== plan.digest) return { outcome: 'moved', plan, applied: [], open: [], look };
      applied.push(digest);
      return { outcome: 'settled', plan, applied: [], open: [], look };
    },
    run: async () => [],
  };
  return startApp(reconciler);
}
