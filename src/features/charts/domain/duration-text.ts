import { countText } from '../../../domain/base/count-text.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A duration in the largest unit of which it has two, and at least a minute: `1 minute`, `36 hours`, `2 days`. */
export function durationText(milliseconds: number): string {
  if (milliseconds >= 2 * day) return countText(Math.round(milliseconds / day), 'day');
  if (milliseconds >= 2 * hour) return countText(Math.round(milliseconds / hour), 'hour');
  return countText(Math.max(1, Math.round(milliseconds / minute)), 'minute');
}
