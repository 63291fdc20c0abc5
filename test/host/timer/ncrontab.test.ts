import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNcrontab } from '../../../local/host/timer/ncrontab.ts';

const at = (text: string) => Date.parse(text);
const next = (expression: string, after: string, zone = 'UTC') =>
  new Date(parseNcrontab(expression, zone).next(at(after))).toISOString();

test.each([
  ['0 */5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00.000Z'],
  ['*/10 * * * * *', '2026-01-01T00:00:55Z', '2026-01-01T00:01:00.000Z'],
  ['0 0 5 1 * *', '2026-01-01T05:00:00Z', '2026-02-01T05:00:00.000Z'],
  ['0 30 9 * Jan Mon', '2026-01-01T00:00:00Z', '2026-01-05T09:30:00.000Z'],
  ['0 0 9 * * 1-5', '2026-01-02T10:00:00Z', '2026-01-05T09:00:00.000Z'],
  ['0 5/20 * * * *', '2026-01-01T00:06:00Z', '2026-01-01T00:25:00.000Z'],
  ['0 0 0,12 * * *', '2026-01-01T00:00:00Z', '2026-01-01T12:00:00.000Z'],
])("'%s' after %s is due at %s", (expression, after, due) => {
  expect(next(expression, after)).toBe(due);
});

test('a time zone moves the schedule', () => {
  expect(next('0 0 9 * * *', '2026-07-01T00:00:00Z', 'Europe/London')).toBe('2026-07-01T08:00:00.000Z');
});

test.each([
  ['*/5 * * * *', 'six'],
  ['0 0 0 0 * * *', 'six'],
  ['00:05:00', 'time spans'],
  ['@daily', 'time spans'],
  ['0 0 0 1 * Mon', 'day of month and day of week'],
  ['0 0 0 L * *', "'L'"],
  ['0 0 0 * * 7', "'7'"],
  ['0 0 0 ? * *', "'?'"],
  ['0 0 22-2 * * *', 'backwards'],
  ['0 */0 * * * *', 'above zero'],
  ['60 * * * * *', "'60'"],
  ['0 0 0 * * 5#2', "'5#2'"],
])("'%s' is refused", (expression, reason) => {
  expect(() => parseNcrontab(expression, 'UTC')).toThrow(reason);
});

test('the next time of any minute schedule is the first later second that fits', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 2 ** 31 }),
      (second, minute, start) => {
        const after = start * 1000;
        const due = new Date(parseNcrontab(`${second} ${minute} * * * *`, 'UTC').next(after));
        expect([due.getUTCSeconds(), due.getUTCMinutes()]).toEqual([second, minute]);
        expect(due.getTime() - after).toBeGreaterThan(0);
        expect(due.getTime() - after).toBeLessThanOrEqual(3_600_000);
      },
    ),
  );
});
