import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfDay, localClock, localDate, localTime } from '../../../src/domain/base/calendar.ts';

const zones = ['UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];

describe('times of a zone', () => {
  test.each([
    ['in winter', '2026-03-28', '09:00', '2026-03-28T08:00:00.000Z'],
    ['on the day of the change', '2026-03-29', '09:00', '2026-03-29T07:00:00.000Z'],
    ['that clocks skip are the hour after', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ])('in Amsterdam %s', (_, date, clock, time) => {
    expect(localTime(date, clock, 'Europe/Amsterdam').toISOString()).toBe(time);
  });

  test('a day is over when the next begins where the project is', () => {
    expect(endOfDay('2026-03-01', 'Europe/Amsterdam').toISOString()).toBe('2026-03-01T23:00:00.000Z');
    expect(endOfDay('2026-03-29', 'Europe/Amsterdam').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(endOfDay('2026-02-28', 'UTC').toISOString()).toBe('2026-03-01T00:00:00.000Z');
  });

  test('show what was asked for, whatever the zone does with its clocks', () => {
    const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), (time, zone) => {
        const [date, clock] = [localDate(time, zone), localClock(time, zone)];
        const again = localTime(date, clock, zone);
        expect([localDate(again, zone), localClock(again, zone)]).toEqual([date, clock]);
        // The hour that clocks show twice in autumn is one of two.
        expect(Math.abs(again.getTime() - time.getTime())).toBeLessThanOrEqual(3_660_000);
      }),
    );
  });
});
