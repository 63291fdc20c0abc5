import { countText } from '../../../domain/base/count-text.ts';
import type { Week } from '../../../domain/overview/week.ts';
import { type Chart, sumOf } from './chart.ts';

/** The rounds that were closed in a week with at least two decisions, and those among them in which the decisions were not all the same. */
export interface DisagreementMark {
  readonly week: string;
  readonly compared: number;
  readonly differing: number;
}

/** Only closed rounds are counted, so a blind one stays blind. */
export function disagreementChart(weeks: readonly Week[]): Chart<DisagreementMark> {
  const marks = weeks
    .map(({ week, reviews: { compared, differing } }) => ({ week, compared, differing }))
    .filter(({ compared }) => compared > 0);
  const compared = sumOf(marks, (mark) => mark.compared);
  const differing = sumOf(marks, (mark) => mark.differing);
  const rounds = `${countText(compared, 'review')} that two or more decided`;
  return {
    marks,
    title: compared === 0 ? 'No review was decided by two or more' : `Approvers differed in ${differing} of ${rounds}`,
  };
}
