import { Refused } from '../../domain/base/errors.ts';
import { type Span, spanOf } from '../../domain/operation/list-query.ts';

export interface PeriodAsked {
  readonly month?: string;
  readonly since?: string;
  readonly until?: string;
}

export type Period = Required<Span>;

/** What is asked for, with both ends: what has no end goes on until now, what has no beginning starts with the month in which it ends. */
export function periodOf({ month, ...asked }: PeriodAsked, now: Date): Period {
  if (month === undefined) {
    const { since, until = now.toISOString() } = spanOf(asked);
    return { since: since ?? `${monthOf(new Date(Date.parse(until) - 1))}-01T00:00:00.000Z`, until };
  }
  if (asked.since === undefined && asked.until === undefined) return wholeMonth(month);
  throw new Refused('Ask for a month, or since and until, and not both');
}

function wholeMonth(month: string): Period {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { since: `${month}-01T00:00:00.000Z`, until: new Date(Date.UTC(year, number)).toISOString() };
}

function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

/** The newest months, the present one first. */
export function lastMonths(now: Date, count: number): readonly string[] {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return Array.from({ length: count }, (_, before) => monthOf(new Date(Date.UTC(year, month - before))));
}

const monthName = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

export function monthText(month: string): string {
  return monthName.format(new Date(`${month}-01`));
}
