import { momentText } from '../../pages/base/words.ts';
import { actionKey, describeAction } from '../domain/action.ts';
import { type OpenDrift, overdueDrift } from '../domain/drift.ts';
import { stepsOfTimer } from '../domain/usage/timer-stop.ts';
import type { ReconcileResult } from './reconcile.ts';

type Ended = Omit<ReconcileResult, 'look'>;

/** A difference that is open for longer than repairs take, or for which a step was taken in vain or waits for cores, and why, as far as the last run can tell. */
export interface Unrepaired extends OpenDrift {
  readonly why: string;
}

/** The differences that a run should have found repaired, and did not. */
export function unrepairedOf(result: Ended, now: Date): readonly Unrepaired[] {
  const overdue = new Set(overdueDrift(result.open, now).map(({ key }) => key));
  const told = result.plan.alerts.filter(({ tries, lacks }) => tries !== undefined || lacks !== undefined);
  const atOnce = new Set(told.map(({ compute }) => compute));
  return result.open
    .filter(({ key }) => overdue.has(key) || atOnce.has(key))
    .map((drift) => ({ ...drift, why: whyOpen(drift.key, result) }));
}

/** Those with the same reason share a line. */
export function describeUnrepaired(project: string, unrepaired: readonly Unrepaired[]): string {
  const lines = [...Map.groupBy(unrepaired, ({ why }) => why)].map(([why, drifts]) => {
    const computes = drifts.map(({ key, since }) => `${key}, since ${momentText(since)}`);
    return `${computes.join('; ')}: ${why}`;
  });
  return [`The computes of ${project} are not as its definition says, and runs do not mend it.`, ...lines].join('\n');
}

/** A plan has a step, a wait or an alert for every open difference. */
function whyOpen(key: string, { outcome, plan, applied }: Ended): string {
  const refused = applied.find(({ action, error }) => error !== undefined && actionKey(action) === key);
  if (refused?.error !== undefined) return refused.error;
  const notice = [...plan.waiting, ...plan.alerts].find(({ compute }) => compute === key)?.reason;
  const action = plan.actions.find((one) => actionKey(one) === key);
  if (action === undefined) return notice ?? 'the plan does not say why';
  const step = describeAction(action);
  if (outcome === 'stopped' && !stepsOfTimer(plan).includes(action)) return plan.stopped ?? step;
  switch (outcome) {
    case 'held':
      return `The kill switch is on, so this is not done: ${step}`;
    case 'busy':
      return `Another run is at work on the project. This is to be done: ${step}`;
    default:
      return [`Azure accepted the step of this run, and the next one sees whether it helped: ${step}`, notice]
        .filter((text) => text !== undefined)
        .join('. ');
  }
}
