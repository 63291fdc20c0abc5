import { type OpenDrift, overdueDrift } from './drift.ts';
import type { PlanAlert } from './notice.ts';

/** How the computes of a project stand, the worst first. */
export const computeStates = ['stopped', 'unmended', 'held', 'changing', 'as-defined'] as const;
export type ComputeState = (typeof computeStates)[number];

export interface JudgedSnapshot {
  /** How many steps the plan has. */
  readonly steps: number;
  readonly waiting: readonly unknown[];
  readonly alerts: readonly PlanAlert[];
  readonly stopped?: string | undefined;
  readonly open: readonly OpenDrift[];
}

/** A hold comes before everything that it keeps from being done. */
export function stateOfComputes(
  { steps, waiting, alerts, stopped, open }: JudgedSnapshot,
  held: boolean,
  now: Date,
): ComputeState {
  if (held && steps > 0) return 'held';
  if (stopped !== undefined) return 'stopped';
  if (unrepairedKeys({ alerts, open }, now).length > 0) return 'unmended';
  return steps > 0 || waiting.length > 0 ? 'changing' : 'as-defined';
}

/** The computes that no run repairs: open for longer than repairs take, or not there as defined for a reason that no step of ours removes. */
export function unrepairedKeys(
  { alerts, open }: Pick<JudgedSnapshot, 'alerts' | 'open'>,
  now: Date,
): readonly string[] {
  const overdue = overdueDrift(open, now).map(({ key }) => key);
  const unmet = alerts.filter((alert) => alert.unmet === true).map(({ compute }) => compute);
  return [...new Set([...overdue, ...unmet])];
}
