import { countText } from '../../../domain/base/count-text.ts';
import type { Week } from '../../../domain/overview/week.ts';
import { type Chart, sumOf } from './chart.ts';

/** The differences of computes from their definition that were found in a week, and those that were seen mended. */
export interface DriftMark {
  readonly week: string;
  readonly found: number;
  readonly mended: number;
}

/** Drift that was found and mended. */
export function driftChart(weeks: readonly Week[]): Chart<DriftMark> {
  const marks = weeks
    .map(({ week, drift: { ends } }) => ({ week, found: ends['found'] ?? 0, mended: ends['mended'] ?? 0 }))
    .filter(({ found, mended }) => found + mended > 0);
  const found = countText(
    sumOf(marks, (mark) => mark.found),
    'difference of computes',
    'differences of computes',
  );
  const mended = sumOf(marks, (mark) => mark.mended);
  const title = `${found} found, ${mended} mended`;
  return { marks, title: marks.length === 0 ? 'No difference of computes was found or mended' : title };
}
