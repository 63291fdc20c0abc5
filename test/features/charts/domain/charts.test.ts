import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursOf } from '../../../../src/compute/domain/usage/counted.ts';
import type { ObservedHours } from '../../../../src/compute/domain/usage/hours.ts';
import { DAY } from '../../../../src/domain/base/time.ts';
import { type Shown, type ShownRow, shownOf } from '../../../../src/domain/overview/shown.ts';
import { isTooYoung, unusualWeeks } from '../../../../src/domain/overview/unusual-weeks.ts';
import { emptyWeek, type Week } from '../../../../src/domain/overview/week.ts';
import { sumOf } from '../../../../src/features/charts/domain/chart.ts';
import { hoursChart } from '../../../../src/features/charts/domain/compute-hours.ts';
import { disagreementChart } from '../../../../src/features/charts/domain/disagreement.ts';
import { sumByWeek } from '../../../../src/features/charts/domain/sum-weeks.ts';
import { turnaroundChart } from '../../../../src/features/charts/domain/turnaround.ts';
import { waitingChart } from '../../../../src/features/charts/domain/waiting.ts';
import { driftChart, volumeChart } from '../../../../src/features/charts/pages/week-cards.ts';
import { anOperation } from '../../../contract/samples.ts';
import { someWeeks, weekWith } from './weeks.ts';

const now = new Date('2026-11-26T10:00:00.000Z');
const at = { now, outageHours: 24 };
const names = ['2026-W46', '2026-W47', '2026-W48'];

describe('sumByWeek', () => {
  test('adds up projects week by week, without a gap and without other weeks', () => {
    const one = weekWith('2026-W47', [
      {
        of: 'export',
        end: 'released',
        milliseconds: 1,
        ...{ size: { count: 2, bytes: 5 }, left: { count: 1, bytes: 4 } },
      },
    ]);
    const sums = sumByWeek([one, one, weekWith('2026-W01', [{ of: 'export', end: 'released' }])], names);
    expect(sums.map(({ week }) => week)).toEqual(names);
    expect(sums[0]).toEqual(emptyWeek('2026-W46'));
    expect(sums[1]?.export).toMatchObject({
      ...{ ends: { released: 2 }, files: 4, bytes: 10, times: [2] },
      left: { files: 2, bytes: 8 },
    });
  });

  test('loses nothing, whatever is added', () => {
    fc.assert(
      fc.property(someWeeks(names), (all) => {
        const sums = sumByWeek(all, names);
        for (const of of ['files', 'bytes'] as const)
          expect(sumOf(sums, (week) => week.ingress[of])).toBe(sumOf(all, (week) => week.ingress[of]));
        const decided = (weeks: readonly Week[]) => sumOf(weeks, ({ reviews }) => sumOf(reviews.turnaround, (n) => n));
        expect(decided(sums)).toBe(decided(all));
        expect(sumOf(turnaroundChart(sums).marks, (mark) => mark.decided)).toBe(decided(all));
        expect(sumOf(volumeChart(sums).marks, (mark) => mark.packages.files)).toBe(
          sumOf(all, (week) => week.export.files),
        );
        expect(sumOf(driftChart(sums).marks, (mark) => mark.found)).toBe(
          sumOf(all, ({ drift }) => drift.ends['found'] ?? 0),
        );
        expect(sumOf(disagreementChart(sums).marks, (mark) => mark.differing)).toBe(
          sumOf(all, ({ reviews }) => reviews.differing),
        );
      }),
    );
  });
});

describe('turnaroundChart', () => {
  test('says within which time half and nine of ten packages were decided', () => {
    const round = (days: number) => ({ of: 'reviews', end: 'denied', turnaround: days * DAY }) as const;
    const weeks = [weekWith('2026-W47', [1, 1, 1, 1, 1, 1, 1, 1].map(round)), weekWith('2026-W48', [6, 6].map(round))];
    const { title, marks } = turnaroundChart(weeks);
    expect(title).toBe('Half of 10 packages were decided within 23 hours, nine of ten within 6 days');
    expect(marks.map(({ week, decided }) => [week, decided])).toEqual([
      ['2026-W47', 8],
      ['2026-W48', 2],
    ]);
  });

  test('says a time once that is the same for both', () => {
    const fast = { of: 'reviews', end: 'approved', turnaround: 1 } as const;
    expect(turnaroundChart([weekWith('2026-W47', [fast, fast])]).title).toBe(
      '2 packages were decided, nine of ten within 1 minute',
    );
  });

  test('says so of one package, and of none', () => {
    const one = weekWith('2026-W47', [{ of: 'reviews', end: 'approved', turnaround: 50 * 60_000 }]);
    expect(turnaroundChart([one]).title).toBe('One package was decided, within 53 minutes');
    expect(turnaroundChart([emptyWeek('2026-W47')])).toEqual({ marks: [], title: 'No package was decided' });
  });
});

describe('volumeChart', () => {
  test('counts what people got an answer about, and says what of it came through the doors', () => {
    const dataset = { of: 'ingress', milliseconds: 1, size: { count: 3, bytes: 10 } } as const;
    const week = weekWith('2026-W47', [
      { ...dataset, end: 'available' },
      { ...dataset, end: 'rejected' },
      { of: 'ingress', end: 'retracted' },
      { of: 'export', end: 'returned', milliseconds: 1 },
    ]);
    expect(volumeChart([week, emptyWeek('2026-W48')])).toEqual({
      title: '1 of 2 datasets came in, 0 of 1 package went out',
      marks: [
        {
          week: '2026-W47',
          datasets: { operations: 2, files: 6, bytes: 20 },
          packages: { operations: 1, files: 0, bytes: 0 },
        },
      ],
    });
    expect(volumeChart([emptyWeek('2026-W48')]).title).toBe('Nothing came in and nothing went out');
  });
});

describe('waitingChart', () => {
  const open = (state: string, hours: number, change: Partial<Shown> = {}): ShownRow => {
    const since = new Date(now.getTime() - hours * 3_600_000).toISOString();
    return { shown: { ...shownOf(anOperation({ state, door: 'export', since })), ...change } };
  };

  test('sorts open operations by age and by who has to act', () => {
    const { title, marks } = waitingChart(
      [
        ...[open('in-review', 0.5), open('in-review', 200), open('in-review', 168), open('releasing', 1)],
        open('releasing', 80, {
          trouble: { since: '2026-11-01T10:00:00.000Z', lastAt: now.toISOString(), times: 9, message: 'It is away' },
        }),
        open('in-review', 23, { purposeUntil: '2026-11-27T10:00:00.000Z' }),
      ],
      at,
    );
    expect(marks).toEqual([
      { age: '< 1 h', who: 'approvers', count: 1 },
      { age: '< 1 day', who: 'system', count: 1 },
      { age: '< 1 day', who: 'researcher', count: 1 },
      { age: '< 1 week', who: 'operator', count: 1 },
      { age: 'longer', who: 'approvers', count: 2 },
    ]);
    expect(title).toBe('5 of 6 open operations need somebody, 2 of them for a week or more');
  });

  test('says so where none is open, where none needs somebody, and where none does for long', () => {
    const titleOf = (...all: ShownRow[]) => waitingChart(all, at).title;
    expect(titleOf()).toBe('No operation is open');
    expect(titleOf(open('releasing', 1))).toBe('None of 1 open operation needs somebody');
    expect(titleOf(open('in-review', 1))).toBe('1 of 1 open operation needs somebody, none of them for a week or more');
  });

  test('counts every open operation once, whatever its age', () => {
    const ages = fc.array(fc.double({ min: -5, max: 5_000, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(ages, fc.constantFrom('receiving', 'in-review', 'failed', 'returned'), (hours, state) => {
        const { marks } = waitingChart(
          hours.map((age) => open(state, age)),
          at,
        );
        expect(sumOf(marks, ({ count }) => count)).toBe(hours.length);
      }),
    );
  });
});

describe('hoursChart', () => {
  const month = (name: string, machines: number, missed = 0) => {
    return { month: name, machines: machines * 3_600_000, instances: 1_800_000, missed: missed * 3_600_000 };
  };
  const hours = new Map<string, ObservedHours>([
    ['heart-study', { months: [month('2026-08', 900), month('2026-09', 100), month('2026-11', 10, 2)] }],
    ['lung-study', { months: [month('2026-11', 20)] }],
    ['old-study', { months: [month('2026-02', 20)] }],
  ]);

  test('adds up whole months of each project, the one with the most hours first', () => {
    expect(hoursChart(hours, '2026-09-14T00:00:00.000Z', undefined)).toEqual({
      title: 'Computes ran for 132 hours, 111 hours of them in heart-study',
      marks: [
        { name: 'heart-study', machines: 110, instances: 1, missed: 2 },
        { name: 'lung-study', machines: 20, instances: 0.5, missed: 0 },
      ],
    });
  });

  test('shows one project month by month', () => {
    const { title, marks } = hoursChart(hours, '2026-09-14T00:00:00.000Z', 'heart-study');
    expect(marks.map(({ name, machines }) => [name, machines])).toEqual([
      ['2026-09', 100],
      ['2026-11', 10],
    ]);
    expect(title).toBe('Computes ran for 111 hours, 101 hours of them in 2026-09');
    expect(hoursChart(hours, '2026-09-14T00:00:00.000Z', 'no-study').title).toBe('No compute was seen running');
  });

  test('keeps the sum where there are more projects than bars', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 40 }), (all) => {
        const many = new Map(all.map((run, at) => [`study-${at}`, { months: [month('2026-11', run)] }]));
        const { marks } = hoursChart(many, now.toISOString(), undefined);
        expect(marks.length).toBeLessThanOrEqual(13);
        expect(sumOf(marks, hoursOf)).toBeCloseTo(sumOf(all, (run) => run + 0.5));
      }),
    );
  });
});

test('drift and disagreement say their sums, and so where there is nothing', () => {
  const week = weekWith('2026-W47', [
    ...(['found', 'found', 'mended'] as const).map((end) => ({ of: 'drift', end }) as const),
    ...[true, false, false, undefined].map((differs) => {
      return { of: 'reviews', end: 'denied', ...(differs === undefined ? {} : { differs }) } as const;
    }),
  ]);
  expect(driftChart([week])).toEqual({
    title: '2 differences of computes found, 1 mended',
    marks: [{ week: '2026-W47', found: 2, mended: 1 }],
  });
  expect(disagreementChart([week])).toEqual({
    title: 'Approvers differed in 1 of 3 reviews that two or more decided',
    marks: [{ week: '2026-W47', compared: 3, differing: 1 }],
  });
  expect(driftChart([]).title).toBe('No difference of computes was found or mended');
  expect(disagreementChart([]).title).toBe('No review was decided by two or more');
});

describe('unusualWeeks', () => {
  const left = (week: string, count: number) =>
    weekWith(week, [{ of: 'export', end: 'released', milliseconds: 1, left: { count, bytes: 5 } }]);
  const spring = Array.from({ length: 12 }, (_, at) => `2026-W${at + 10}`);

  test('are those that the weeks before them do not let expect, and none of a project that is too young', () => {
    const own = [...spring.map((week) => left(week, 10)), left('2026-W22', 60), left('2026-W12', 60)];
    expect(unusualWeeks(own, [...spring, '2026-W22'])).toEqual(['2026-W22']);
    const young = own.filter(({ week }) => week > '2026-W15');
    expect(unusualWeeks(young, ['2026-W22'])).toEqual([]);
    expect([own, young].map((weeks) => isTooYoung(weeks, '2026-W22'))).toEqual([false, true]);
  });

  test('are judged by weeks without a release too, and not by those that an earlier version did not count', () => {
    const silent = weekWith('2026-W10', [{ of: 'ingress', end: 'available', milliseconds: 1 }]);
    expect(unusualWeeks([silent, left('2026-W22', 60)], ['2026-W22'])).toEqual(['2026-W22']);
    const uncounted = spring.map((week) => weekWith(week, [{ of: 'export', end: 'released', milliseconds: 1 }]));
    expect(unusualWeeks([...uncounted, left('2026-W22', 60)], ['2026-W22'])).toEqual([]);
  });
});
