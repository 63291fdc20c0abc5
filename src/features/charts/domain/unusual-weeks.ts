import { daysLater } from '../../../domain/base/time.ts';
import { judgeVolume, type Volume, weeksJudgedBy } from '../../../domain/overview/unusual-volume.ts';
import { type Week, weekOf } from '../../../domain/overview/week.ts';
import { mondayOf } from './period.ts';

/** Those of the weeks in which unusually much left a project; `own` are all weeks of it in which anything ended. */
export function unusualWeeks(own: readonly Week[], weeks: readonly string[]): readonly string[] {
  const found = new Map(own.map((one) => [one.week, one]));
  const first = own.map(({ week }) => week).toSorted()[0] ?? '';
  return weeks.filter((week) => {
    const before = weeksBefore(week)
      .filter((one) => one >= first)
      .flatMap((one) => leftIn(found.get(one)) ?? []);
    return judgeVolume(before, leftIn(found.get(week)) ?? nothing) === 'unusual';
  });
}

const nothing: Volume = { files: 0, bytes: 0 };

/** Undefined where an earlier version did not count it. */
function leftIn(week: Week | undefined): Volume | undefined {
  if (week === undefined || week.export.left !== undefined) return week?.export.left ?? nothing;
  return (week.export.ends['released'] ?? 0) > 0 ? undefined : nothing;
}

function weeksBefore(week: string): string[] {
  const monday = mondayOf(week);
  return Array.from({ length: weeksJudgedBy }, (_, at) => weekOf(daysLater(monday, -7 * (at + 1)).toISOString()));
}
