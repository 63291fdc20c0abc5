import { z } from 'zod';
import { notifiedAtPercent } from '../../../domain/project/compute-definition.ts';
import { hoursOf } from './counted.ts';
import { monthOf, type ObservedHours } from './hours.ts';

/** `nearly-used`: at least 80 % are used. `unknown`: what was counted cannot be read. */
const budgetLevels = ['within', 'nearly-used', 'used-up', 'unknown'] as const;

/** How much of the hours that a project has for one month (UTC) its machines and instances have used, in whole hours. */
export const budgetStatus = z.strictObject({
  month: z.string(),
  budgetHours: z.int(),
  usedHours: z.int(),
  /** Hours in which nobody looked, so that they count for nothing. */
  missedHours: z.int(),
  level: z.enum(budgetLevels),
});
export type BudgetStatus = Readonly<z.infer<typeof budgetStatus>>;

const hour = 3_600_000;
/** Holds the hours of this month against the budget. `hours` undefined: nothing was seen running yet. */
export function budgetStatusOf(
  budgetHours: number,
  hours: ObservedHours | 'unknown' | undefined,
  now: Date,
): BudgetStatus {
  const month = monthOf(now.toISOString());
  if (hours === 'unknown') return { month, budgetHours, usedHours: 0, missedHours: 0, level: 'unknown' };
  const sums = hours?.months.find((one) => one.month === month);
  const used = sums === undefined ? 0 : hoursOf(sums);
  const isNearlyUsed = used * 100 >= budgetHours * hour * notifiedAtPercent;
  return {
    month,
    budgetHours,
    usedHours: Math.floor(used / hour),
    missedHours: Math.floor((sums?.missed ?? 0) / hour),
    level: used >= budgetHours * hour ? 'used-up' : isNearlyUsed ? 'nearly-used' : 'within',
  };
}

/** The first day of the month after the budget's, on which everything starts again. */
export function dayOfNewBudget({ month }: Pick<BudgetStatus, 'month'>): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 10);
}

/** The standing in words: `48 of 400 hours this month`. */
export function budgetText(standing: BudgetStatus): string {
  const { budgetHours, usedHours, missedHours, level } = standing;
  if (level === 'unknown')
    return `It cannot be read how many of the ${budgetHours} hours of this month are used; for that nothing is started or stopped.`;
  const missed = missedHours === 0 ? '' : ` In ${missedHours} more nobody looked.`;
  const off =
    level === 'used-up'
      ? ` What is scheduled or always on is off until ${dayOfNewBudget(standing)}; nothing is deleted.`
      : '';
  return `${usedHours} of ${budgetHours} hours this month.${missed}${off}`;
}

/** Why a budget keeps a compute from running by itself, or undefined where it does not. */
export function whyNoHours(standing: BudgetStatus | undefined): string | undefined {
  if (standing?.level === 'used-up') return `the ${standing.budgetHours} hours of ${standing.month} are used up`;
  if (standing?.level === 'unknown') return 'it cannot be read how many hours of this month are left';
  return undefined;
}
