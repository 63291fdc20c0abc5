import { daysLater } from '../base/time.ts';
import type { Project } from './project.ts';
import { expiredPartOf } from './project-time.ts';

/** So many days before a project is closed by itself people were told of it, and nobody is closed without. */
export const closingNotifiedDays = 30;

/** The plan by which a project is closed: what it rested on was over since the day after `until`, and the day on which it is closed. */
export interface ExpiryClosing {
  readonly until: string;
  readonly day: string;
}

/** So many months (`closeAfterLapse`) after the earliest last day that is over. Undefined while none is over, without that number, and once it is closed. */
export function expiryClosing(
  project: Pick<Project, 'governance' | 'closeAfterLapse' | 'closed'>,
  now: Date,
): ExpiryClosing | undefined {
  const { closeAfterLapse, closed } = project;
  const [expired] = expiredPartOf(project, now);
  if (closeAfterLapse === undefined || closed !== undefined || expired === undefined) return undefined;
  const { until } = expired;
  const day = daysLater(monthsLater(until, closeAfterLapse), 1).toISOString().slice(0, 10);
  return { until, day };
}

/** The same day so many months later; where that month is shorter, its last one. */
function monthsLater(day: string, months: number): Date {
  const begin = new Date(`${day}T00:00:00.000Z`);
  const [year, month] = [begin.getUTCFullYear(), begin.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(begin.getUTCDate(), lastOfMonth)));
}
