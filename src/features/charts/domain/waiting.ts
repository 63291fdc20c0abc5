import { countText } from '../../../domain/base/count-text.ts';
import { DAY } from '../../../domain/base/time.ts';
import { actors } from '../../../domain/operation/operation-table.ts';
import { type ActingTime, actorNow, needsSomebody, type Shown, type ShownRow } from '../../../domain/overview/shown.ts';
import type { Chart } from './chart.ts';

/** How long an operation is in its state. The last class has no end. */
export const ageClasses = [
  { words: '< 1 h', below: DAY / 24 },
  { words: '< 1 day', below: DAY },
  { words: '< 3 days', below: 3 * DAY },
  { words: '< 1 week', below: 7 * DAY },
  { words: 'longer', below: Number.POSITIVE_INFINITY },
] as const;

export const waitedFor = [...actors, 'nobody'] as const;
export type WaitedFor = (typeof waitedFor)[number];

export interface WaitingMark {
  readonly age: (typeof ageClasses)[number]['words'];
  readonly who: WaitedFor;
  readonly count: number;
}

export function waitingChart(open: readonly ShownRow[], at: ActingTime): Chart<WaitingMark> {
  const keys = open.map((row) => ({ age: ageOf(row.shown, at.now), who: actorNow(row, at) ?? 'nobody' }));
  const marks = ageClasses.flatMap(({ words: age }) =>
    waitedFor.flatMap((who): WaitingMark[] => {
      const count = keys.filter((key) => key.age === age && key.who === who).length;
      return count === 0 ? [] : [{ age, who, count }];
    }),
  );
  return { marks, title: open.length === 0 ? 'No operation is open' : titleOf(open, at) };
}

function ageOf({ since }: Shown, now: Date): WaitingMark['age'] {
  const age = now.getTime() - Date.parse(since);
  return ageClasses.find(({ below }) => age < below)?.words ?? 'longer';
}

function titleOf(open: readonly ShownRow[], at: ActingTime): string {
  const all = countText(open.length, 'open operation');
  const waiting = open.filter((row) => needsSomebody(row, at));
  if (waiting.length === 0) return `None of ${all} needs somebody`;
  const long = waiting.filter(({ shown }) => ageOf(shown, at.now) === 'longer').length;
  return `${waiting.length} of ${all} ${waiting.length === 1 ? 'needs' : 'need'} somebody, ${long === 0 ? 'none' : long} of them for a week or more`;
}
