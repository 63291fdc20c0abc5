import { countText } from '../../../domain/base/count-text.ts';
import { type Times, timeBelow } from '../../../domain/base/times.ts';
import type { Week } from '../../../domain/overview/week.ts';
import { type Chart, sumOf } from './chart.ts';
import { durationText } from './duration-text.ts';
import { addTimes } from './sum-weeks.ts';

/** How long packages that were decided in a week took from their first file, in milliseconds: half of them, and nine of ten, no longer than that. */
export interface TurnaroundMark {
  readonly week: string;
  readonly decided: number;
  readonly median: number;
  readonly ninetieth: number;
}

/** From the first file of a package to the decision about it. */
export function turnaroundChart(weeks: readonly Week[]): Chart<TurnaroundMark> {
  const marks = weeks.flatMap(({ week, reviews }) => {
    const figures = figuresOf(reviews.turnaround);
    return figures === undefined ? [] : [{ week, ...figures }];
  });
  const whole = figuresOf(weeks.reduce((sum: Times, { reviews }) => addTimes(sum, reviews.turnaround), []));
  return { marks, title: whole === undefined ? 'No package was decided' : titleOf(whole) };
}

function figuresOf(times: Times): Omit<TurnaroundMark, 'week'> | undefined {
  const median = timeBelow(times, 0.5);
  const ninetieth = timeBelow(times, 0.9);
  if (median === undefined || ninetieth === undefined) return undefined;
  return { decided: sumOf(times, (count) => count), median, ninetieth };
}

function titleOf({ decided, median, ninetieth }: Omit<TurnaroundMark, 'week'>): string {
  const [half, most] = [durationText(median), durationText(ninetieth)];
  if (decided === 1) return `One package was decided, within ${most}`;
  if (half === most) return `${countText(decided, 'package')} were decided, nine of ten within ${most}`;
  return `Half of ${countText(decided, 'package')} were decided within ${half}, nine of ten within ${most}`;
}
