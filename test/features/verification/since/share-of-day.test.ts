import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysLater } from '../../../../src/domain/base/time.ts';
import { daysOfShare, isDue } from '../../../../src/features/verification/since/share-of-day.ts';

const began = fc.date({ min: new Date('2026-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const key = fc.string({ minLength: 1 });
const property = { seed: 35, numRuns: 500 };

/** Runs one behind the other, with so many days from each to the next, the last of which ends the period. */
const runs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }).map((gaps) => {
  const ends = gaps.map((_, at) => gaps.slice(0, at + 1).reduce((sum, gap) => sum + gap, 0));
  return [0, ...ends.filter((end) => end < daysOfShare), daysOfShare];
});

test('whenever runs begin and whatever days lie between them, each key has one of them in a hundred days', () => {
  fc.assert(
    fc.property(key, began, runs, (one, first, days) => {
      const due = days.slice(1).filter((day, at) => isDue(one, daysLater(first, days[at] ?? 0), daysLater(first, day)));
      expect(due).toHaveLength(1);
    }),
    property,
  );
});

test('nothing is due twice on a day, and all is due after a period', () => {
  fc.assert(
    fc.property(key, began, fc.integer({ min: daysOfShare, max: 400 }), (one, first, days) => {
      expect(isDue(one, first, first)).toBe(false);
      expect(isDue(one, first, daysLater(first, days))).toBe(true);
    }),
    property,
  );
});

test('a day has about a hundredth of the keys', () => {
  const keys = Array.from({ length: 10_000 }, (_, at) => `exp_${at}`);
  const today = new Date('2026-03-02T10:00:00Z');
  const count = keys.filter((one) => isDue(one, daysLater(today, -1), today)).length;
  expect(count).toBeGreaterThan(60);
  expect(count).toBeLessThan(140);
});
