import { lastOccurrence } from '../../domain/base/schedule.ts';
import type { PowerPlan } from '../../domain/project/compute-definition.ts';
import { type BudgetStatus, whyNoHours } from './usage/budget.ts';

/** Whether a machine should run now, and the words for it. `on` is undefined when people decide (`manual`). */
export interface DesiredPower {
  readonly on: boolean | undefined;
  readonly why: string;
}

export interface PowerConditions {
  readonly timeZone: string;
  /** Why the whole project is off, such as that it has ended; undefined while it is active. */
  readonly inactive: string | undefined;
  readonly now: Date;
  /** What is left of the hours of this month; undefined without a budget. */
  readonly budget?: BudgetStatus | undefined;
}

export function whyInactive({ hibernated }: { readonly hibernated?: boolean | undefined }): string {
  return hibernated ? 'the project is hibernated' : 'the project has not begun or has ended';
}

/** Decides from the power plan whether a machine should run at `now`. Of two schedule times at the same second, stop wins. */
export function desiredPower(power: PowerPlan, conditions: PowerConditions): DesiredPower {
  const { inactive, budget } = conditions;
  if (inactive !== undefined) return { on: false, why: inactive };
  const planned = plannedPower(power, conditions);
  const why = whyNoHours(budget);
  if (planned.on !== true || why === undefined) return planned;
  return { on: budget?.level === 'unknown' ? undefined : false, why };
}

function plannedPower(power: PowerPlan, { timeZone, now }: PowerConditions): DesiredPower {
  switch (power.mode) {
    case 'always-on':
      return { on: true, why: 'the definition says always on' };
    case 'off':
      return { on: false, why: 'the definition says off' };
    case 'manual':
      return { on: undefined, why: 'people start and stop it' };
    case 'schedule': {
      const started = lastOccurrence(power.start, timeZone, now);
      const stopped = lastOccurrence(power.stop, timeZone, now);
      const on = started !== undefined && (stopped === undefined || started > stopped);
      const since = on ? started : stopped;
      const words =
        since === undefined ? 'has not begun yet' : `says ${on ? 'on' : 'off'} since ${since.toISOString()}`;
      return { on, why: `the schedule ${words}` };
    }
  }
}

/** Decides power plans under the same conditions, each once however many machines share it: to find a time of a schedule is dear. */
export function powerDecider(conditions: PowerConditions): (power: PowerPlan) => DesiredPower {
  const decided = new Map<string, DesiredPower>();
  return (power) => {
    const key = JSON.stringify(power);
    const known = decided.get(key) ?? desiredPower(power, conditions);
    decided.set(key, known);
    return known;
  };
}

/** The power plan in one line, as the tag `sallyport-power` shows it in the portal. Tag values hold at most 256 characters. */
export function powerTag(power: PowerPlan, timeZone: string): string {
  if (power.mode !== 'schedule') return power.mode;
  return `start ${power.start}; stop ${power.stop}; ${timeZone}`.slice(0, 256);
}
