import { DAY, daysLater } from '../../../domain/base/time.ts';
import { mondayOf, weekOf } from '../../../domain/overview/week.ts';

const usualWeeks = 13;
/** A year and a week: more does not fit beside each other. */
export const mostWeeks = 53;

/** The ISO weeks that charts show, without a gap, up to the one that is under way. */
export interface Period {
  readonly weeks: readonly string[];
  /** The day on which the first of them begins, as an ISO time. */
  readonly from: string;
}

/** The weeks from a wanted one on, or the newest thirteen; not more than fit beside each other, and never none. */
export function periodOf(from: string | undefined, now: Date): Period {
  const newest = mondayOf(weekOf(now.toISOString())).getTime();
  const wanted = from === undefined ? newest - (usualWeeks - 1) * 7 * DAY : mondayOf(from).getTime();
  const first = Math.min(newest, Math.max(wanted, newest - (mostWeeks - 1) * 7 * DAY));
  const count = Math.round((newest - first) / (7 * DAY)) + 1;
  const weeks = Array.from({ length: count }, (_, at) => weekOf(daysLater(new Date(first), 7 * at).toISOString()));
  return { weeks, from: new Date(first).toISOString() };
}
