import type { SweepPart } from '../../use-cases/overview/sweep-parts.ts';
import { notifyBudgets } from './notify-budgets.ts';
import { notifyComputeEnds } from './notify-compute-ends.ts';
import { notifyIdleStops } from './notify-idle-stops.ts';

export const computeMails: readonly SweepPart[] = [
  ['the compute hours', 5, (s) => notifyBudgets(s.ports, s.settings, s)],
  ['the computes of projects that have ended', 5, (s) => notifyComputeEnds(s.ports, s.settings, s)],
  ['the idle machines', 5, (s) => notifyIdleStops(s.ports, s.settings, s)],
];
