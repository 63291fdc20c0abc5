import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mondayOf, weekOf } from '../../../../src/domain/overview/week.ts';
import { mostWeeks, periodOf } from '../../../../src/features/charts/domain/period.ts';

const now = new Date('2027-01-06T10:00:00.000Z');

test('a period goes from a wanted week to the one that is under way, over the end of a year', () => {
  expect(periodOf('2026-W52', now)).toEqual({
    weeks: ['2026-W52', '2026-W53', '2027-W01'],
    from: '2026-12-21T00:00:00.000Z',
  });
});

test('without a wish it has thirteen weeks; it is never longer than a year and never empty', () => {
  expect(periodOf(undefined, now).weeks).toHaveLength(13);
  expect(periodOf('1999-W01', now).weeks).toHaveLength(mostWeeks);
  expect(periodOf('2031-W01', now).weeks).toEqual(['2027-W01']);
});

test('a week begins on the Monday that lies in it, in every year', () => {
  const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(times, (time) => {
      const week = weekOf(time.toISOString());
      const monday = mondayOf(week);
      expect([monday.getUTCDay(), weekOf(monday.toISOString())]).toEqual([1, week]);
      expect(time.getTime() - monday.getTime()).toBeLessThan(7 * 86_400_000);
      expect(time.getTime()).toBeGreaterThanOrEqual(monday.getTime());
    }),
  );
});
