import { daysLater } from '../base/time.ts';
import { judgeVolume, type Volume, weeksJudgedBy } from './unusual-volume.ts';
import { mondayOf, type Week, weekOf } from './week.ts';

/** Those of the weeks in which unusually much left a project; `own` are all weeks of it in which anything ended. */
export function unusualWeeks(own: readonly Week[], weeks: readonly string[]): readonly string[] {
  return weeks.filter((week) => judged(own, week) === 'unusual');
}

/** Whether nothing tells yet what is usual in a project. */
export function isTooYoung(own: readonly Week[], week: string): boolean {
  return judged(own, week) === 'young';
}

function judged(own: readonly Week[], week: string): ReturnType<typeof judgeVolume> {
  const found = new Map(own.map((one) => [one.week, one]));
  const first = own.map((one) => one.week).toSorted()[0] ?? '';
  const before = weeksBefore(week)
    .filter((one) => one >= first)
    .flatMap((one) => leftIn(found.get(one)) ?? []);
  return judgeVolume(before, leftIn(found.get(week)) ?? nothing);
}

/** What left a project in a week, where that was unusually much. */
export function unusualIn(own: readonly Week[], week: string): Volume | undefined {
  const [unusual] = unusualWeeks(own, [week]);
  return unusual === undefined ? undefined : leftIn(own.find((one) => one.week === unusual));
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
