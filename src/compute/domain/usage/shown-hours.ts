import { type BudgetStatus, budgetStatusOf, budgetText } from './budget.ts';
import { type MonthHours, monthOf, type ObservedHours } from './hours.ts';

/** How long the machines and instances of a project ran, in hours, for people and programs. */
export interface ShownHours {
  /** `48 of 400 hours this month.` */
  readonly sentence: string;
  /** Null where the definition names no budget. */
  readonly budget: BudgetStatus | null;
  /** The last look; null where nothing was there to look at. */
  readonly lookedAt: string | null;
  /** The newest first. */
  readonly months: readonly MonthHours[];
}

const hour = 3_600_000;

/** What was counted, in hours with one digit behind the point, and how this month stands. `hours` undefined: nothing was seen yet. */
export function shownHours(hours: ObservedHours | undefined, budgetHours: number | undefined, now: Date): ShownHours {
  const budget = budgetHours === undefined ? null : budgetStatusOf(budgetHours, hours, now);
  const months = (hours?.months ?? []).map(inHours);
  return {
    sentence: budget === null ? usedText(months, now) : budgetText(budget),
    budget,
    lookedAt: hours?.lookedAt ?? null,
    months: months.toReversed(),
  };
}

function inHours({ month, machines, instances, missed }: MonthHours): MonthHours {
  return { month, machines: rounded(machines), instances: rounded(instances), missed: rounded(missed) };
}

function rounded(milliseconds: number): number {
  return Math.round((milliseconds / hour) * 10) / 10;
}

function usedText(months: readonly MonthHours[], now: Date): string {
  const sums = months.find(({ month }) => month === monthOf(now.toISOString()));
  const used = Math.floor((sums?.machines ?? 0) + (sums?.instances ?? 0));
  const missed = Math.floor(sums?.missed ?? 0);
  const more = missed === 0 ? '' : ` In ${missed} more nobody looked.`;
  return `Hours this month: ${used}; the definition names no budget.${more}`;
}
