import { type Counted, hoursOf, ofCounted } from '../../../compute/domain/usage/counted.ts';
import { type MonthHours, monthOf, type ObservedHours } from '../../../compute/domain/usage/hours.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { type Chart, sumOf } from './chart.ts';

/** Hours of the computes of one project, or of one month. `missed`: in which nobody looked. */
export interface HoursMark extends Readonly<Record<Counted, number>> {
  readonly name: string;
  readonly missed: number;
}

/** Bars that fit above each other; what is behind them is one. */
const mostBars = 12;

/** How long computes ran since the month in which a time lies: of each project, or in each month of the only one. */
export function hoursChart(
  hours: ReadonlyMap<string, ObservedHours>,
  from: string,
  project: string | undefined,
): Chart<HoursMark> {
  const of = (months: readonly MonthHours[]) => months.filter(({ month }) => month >= monthOf(from));
  const marks =
    project === undefined
      ? byProject([...hours].map(([name, { months }]) => markOf(name, of(months))))
      : of(hours.get(project)?.months ?? []).map((month) => markOf(month.month, [month]));
  const ran = marks.filter((mark) => hoursOf(mark) + mark.missed > 0);
  return { marks: ran, title: titleOf(ran) };
}

function markOf(name: string, months: readonly MonthHours[]): HoursMark {
  const inHours = (of: Counted | 'missed') => sumOf(months, (month) => month[of]) / 3_600_000;
  return { name, ...ofCounted(inHours), missed: inHours('missed') };
}

function byProject(marks: readonly HoursMark[]): readonly HoursMark[] {
  const sorted = marks.toSorted((one, other) => hoursOf(other) - hoursOf(one) || (one.name < other.name ? -1 : 1));
  const rest = sorted.slice(mostBars);
  if (rest.length === 0) return sorted;
  const sum = (of: Counted | 'missed') => sumOf(rest, (mark) => mark[of]);
  const name = countText(rest.length, 'other project');
  return [...sorted.slice(0, mostBars), { name, ...ofCounted(sum), missed: sum('missed') }];
}

function titleOf(marks: readonly HoursMark[]): string {
  const all = sumOf(marks, hoursOf);
  if (all === 0) return 'No compute was seen running';
  const [first] = marks.toSorted((one, other) => hoursOf(other) - hoursOf(one));
  const whole = `Computes ran for ${hoursText(all)}`;
  if (first === undefined || marks.length === 1) return whole;
  return `${whole}, ${hoursText(hoursOf(first))} of them in ${first.name}`;
}

export function hoursText(hours: number): string {
  const rounded = hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours);
  return countText(rounded, 'hour');
}
