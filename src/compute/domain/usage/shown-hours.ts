import { budgetStatusOf, budgetText } from './budget.ts';
import { hoursOf, ofCounted } from './counted.ts';
import { type MonthHours, monthOf, type ObservedHours } from './hours.ts';

const hour = 3_600_000;

/** What was counted, in hours with one digit behind the point, the newest month first, and how this month stands: `48 of 400 hours this month.` `hours` undefined: nothing was seen yet. */
export function shownHours(hours: ObservedHours | undefined, budgetHours: number | undefined, now: Date) {
  const budget = budgetHours === undefined ? null : budgetStatusOf(budgetHours, hours, now);
  const months = (hours?.months ?? []).map(inHours);
  return {
    sentence: budget === null ? usedText(months, now) : budgetText(budget),
    budget,
    lookedAt: hours?.lookedAt ?? null,
    months: months.toReversed(),
  };
}

function inHours(sums: MonthHours): MonthHours {
  return { month: sums.month, ...ofCounted((of) => rounded(sums[of])), missed: rounded(sums.missed) };
}

function rounded(milliseconds: number): number {
  return Math.round((milliseconds / hour) * 10) / 10;
}

function usedText(months: readonly MonthHours[], now: Date): string {
  const sums = months.find(({ month }) => month === monthOf(now.toISOString()));
  const used = Math.floor(sums === undefined ? 0 : hoursOf(sums));
  const missed = Math.floor(sums?.missed ?? 0);
  const more = missed === 0 ? '' : ` In ${missed} more nobody looked.`;
  return `Hours this month: ${used}; the definition names no budget.${more}`;
}
