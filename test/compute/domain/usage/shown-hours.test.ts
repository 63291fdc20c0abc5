import { expect, test } from 'vitest';
import { shownHours } from '../../../../src/compute/domain/usage/shown-hours.ts';

const now = new Date('2026-11-20T12:00:00Z');
const hour = 3_600_000;
const hours = {
  lookedAt: '2026-11-20T11:58:00.000Z',
  months: [
    { month: '2026-10', machines: 7 * hour, instances: 0, missed: 0 },
    { month: '2026-11', machines: 40.26 * hour, instances: 8 * hour, missed: 2.5 * hour },
  ],
};

test('the hours of each month are told in hours, the newest first, and how this month stands', () => {
  const shown = shownHours(hours, 400, now);
  expect(shown.sentence).toBe('48 of 400 hours this month. In 2 more nobody looked.');
  expect(shown.budget).toMatchObject({ month: '2026-11', usedHours: 48, level: 'within' });
  expect(shown.months).toEqual([
    { month: '2026-11', machines: 40.3, instances: 8, missed: 2.5 },
    { month: '2026-10', machines: 7, instances: 0, missed: 0 },
  ]);
  expect(shown.lookedAt).toBe(hours.lookedAt);
});

test('without a budget only what ran is told, and before anything was seen nothing', () => {
  expect(shownHours(hours, undefined, now).sentence).toBe(
    'Hours this month: 48; the definition names no budget. In 2 more nobody looked.',
  );
  expect(shownHours(undefined, undefined, now)).toEqual({
    sentence: 'Hours this month: 0; the definition names no budget.',
    budget: null,
    lookedAt: null,
    months: [],
  });
  expect(shownHours(undefined, 10, now).sentence).toBe('0 of 10 hours this month.');
});
