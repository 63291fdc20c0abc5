import type { SweepPart } from '../../use-cases/overview/sweep-parts.ts';
import { tellBudgets } from './tell-budgets.ts';
import { tellComputeEnds } from './tell-compute-ends.ts';
import { tellIdleStops } from './tell-idle-stops.ts';

export const computeMails: readonly SweepPart[] = [
  ['the compute hours', 5, (s) => tellBudgets(s.ports, s.settings, s)],
  ['the computes of projects that have ended', 5, (s) => tellComputeEnds(s.ports, s.settings, s)],
  ['the idle machines', 5, (s) => tellIdleStops(s.ports, s.settings, s)],
];
