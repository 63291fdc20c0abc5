import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remindersDue } from '../../../src/domain/notification/reminder.ts';
import { sampleOperation } from '../sample.ts';

const since = '2026-03-01T10:00:00.000Z';
const later = (days: number): Date => new Date(Date.parse(since) + days * 86_400_000);
const due = (state: string, days: number): number => remindersDue(sampleOperation({ state, since }), later(days));

test.each([
  [6.9, 0],
  [7, 1],
  [36.9, 1],
  [37, 2],
  [67, 3],
])('after %s days people have been reminded %i times', (days, times) => {
  expect([due('rejected', days), due('failed', days)]).toEqual([times, times]);
});

test.each([
  [6.9, 0],
  [7, 1],
  [37, 2],
])('an upload that rests unscanned for %s days: %i times', (days, times) => {
  const scan = { since, lookedAt: since, unscanned: 'There is no clean verdict' };
  const unscanned = sampleOperation({ state: 'scanning', since, scan });
  expect(remindersDue(unscanned, later(days))).toBe(times);
  const lookedAgain = { since: later(days - 1).toISOString(), lookedAt: since, unscanned: 'There is no clean verdict' };
  expect(remindersDue({ ...unscanned, scan: lookedAgain }, later(days))).toBe(times);
  expect(
    remindersDue({ ...unscanned, scan: { since, lookedAt: since } }, later(days)),
    'it waits for the scanner',
  ).toBe(0);
  expect(remindersDue({ ...unscanned, state: 'copying' }, later(days)), 'it goes on').toBe(0);
});

test('nobody is reminded of what is worked on or has ended, however old', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('receiving', 'copying', 'available', 'retracting', 'discarded'),
      fc.nat(5000),
      (state, days) => {
        expect(due(state, days)).toBe(0);
      },
    ),
  );
});
