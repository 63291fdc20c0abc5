import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDaysLater, endOfDay } from '../../src/domain/calendar.ts';

const zones = ['UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
const clockIn = (zone: string, time: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(time);

describe('calendar days', () => {
  test.each([
    ['over the begin of summer time', '2026-03-28T09:00:00.000Z', 2, '2026-03-30T08:00:00.000Z'],
    ['over its end', '2026-10-24T08:00:00.000Z', 2, '2026-10-26T09:00:00.000Z'],
    ['to a time that clocks skip', '2026-03-28T01:30:00.000Z', 1, '2026-03-29T01:30:00.000Z'],
  ])('keep the time of day in Amsterdam %s', (_, from, days, until) => {
    expect(calendarDaysLater(new Date(from), days, 'Europe/Amsterdam').toISOString()).toBe(until);
  });

  test('a day is over when the next begins where the project is', () => {
    expect(endOfDay('2026-03-01', 'Europe/Amsterdam').toISOString()).toBe('2026-03-01T23:00:00.000Z');
    expect(endOfDay('2026-03-29', 'Europe/Amsterdam').toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(endOfDay('2026-02-28', 'UTC').toISOString()).toBe('2026-03-01T00:00:00.000Z');
  });

  test('are days of the zone, whatever the zone does with its clocks', () => {
    const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 90 }), fc.constantFrom(...zones), (time, days, zone) => {
        const later = calendarDaysLater(time, days, zone);
        const hours = (later.getTime() - time.getTime()) / 3_600_000;
        expect(Math.abs(hours - days * 24)).toBeLessThanOrEqual(1);
        const [before, after] = [clockIn(zone, time), clockIn(zone, later)];
        const gone = (Date.parse(`${after.slice(0, 10)}Z`) - Date.parse(`${before.slice(0, 10)}Z`)) / 86_400_000;
        // A clock that skips the wanted hour shows the one after it.
        if (after.slice(11) !== before.slice(11)) expect(hours).toBe(days * 24);
        else expect(gone).toBe(days);
      }),
    );
  });
});
