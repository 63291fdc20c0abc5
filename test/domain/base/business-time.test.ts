import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, isWorkingDay, workingDay } from '../../../src/domain/base/business-calendar.ts';
import {
  businessDaysBetween,
  businessDaysLater,
  countedFrom,
  endOfBusinessDays,
} from '../../../src/domain/base/business-time.ts';
import { localClock, localDate } from '../../../src/domain/base/calendar.ts';

const DAY = 86_400_000;
const calendar: Calendar = { timeZone: 'UTC', days: [1, 2, 3, 4, 5], open: '09:00', close: '17:00', holidays: [] };
const amsterdam = { ...calendar, timeZone: 'Europe/Amsterdam' };
const nepal = { ...calendar, timeZone: 'Asia/Kathmandu' };
const christmas = { ...calendar, timeZone: 'Europe/London', holidays: ['2026-12-25', '2026-12-26', '2026-12-28'] };

describe('the end of so many business days', () => {
  test.each([
    ['in working time: the rest of that day comes on top', calendar, '2026-03-02T14:00:00Z', 1, '2026-03-03T17:00:00Z'],
    ['before work begins: that day counts', calendar, '2026-03-02T07:00:00Z', 1, '2026-03-02T17:00:00Z'],
    ['after work has ended', calendar, '2026-03-02T17:00:00Z', 1, '2026-03-03T17:00:00Z'],
    ['over a week-end', calendar, '2026-03-06T14:00:00Z', 2, '2026-03-10T17:00:00Z'],
    ['at a week-end', calendar, '2026-03-07T14:00:00Z', 1, '2026-03-09T17:00:00Z'],
    ['ten of them', calendar, '2026-03-02T10:00:00Z', 10, '2026-03-16T17:00:00Z'],
    ['over the night in which summer time begins', amsterdam, '2026-03-27T14:00:00Z', 1, '2026-03-30T15:00:00Z'],
    ['over the night in which it ends', amsterdam, '2026-10-23T14:00:00Z', 1, '2026-10-26T16:00:00Z'],
    ['in a zone with a quarter of an hour', nepal, '2026-03-02T04:00:00Z', 1, '2026-03-03T11:15:00Z'],
    ['there just after the day has ended', nepal, '2026-03-02T11:15:00Z', 1, '2026-03-03T11:15:00Z'],
    ['over holidays, one of them on a Saturday', christmas, '2026-12-24T10:00:00Z', 1, '2026-12-29T17:00:00Z'],
    ['on a holiday', christmas, '2026-12-25T10:00:00Z', 2, '2026-12-30T17:00:00Z'],
  ])('%s', (_, zone, from, days, until) => {
    expect(endOfBusinessDays(zone, new Date(from), days)).toEqual(new Date(until));
  });

  test('is working time enough, and the end of a working day', () => {
    fc.assert(
      fc.property(calendars, times, fc.integer({ min: 1, max: 60 }), (any, time, days) => {
        const end = endOfBusinessDays(any, time, days);
        expect(businessDaysBetween(any, time, end)).toBeGreaterThanOrEqual(days - 1e-9);
        expect(businessDaysBetween(any, time, end)).toBeLessThan(days + 1);
        expect(isWorkingDay(any, localDate(end, any.timeZone))).toBe(true);
        expect(localClock(end, any.timeZone)).toBe(any.close);
      }),
    );
  });
});

describe('business days later and earlier', () => {
  test.each([
    ['the same time of the next working day', calendar, '2026-03-06T14:00:00Z', 1, '2026-03-09T14:00:00Z'],
    ['one before the end of a day is its beginning', calendar, '2026-03-09T17:00:00Z', -1, '2026-03-09T09:00:00Z'],
    ['one before a time in the past', calendar, '2020-01-07T12:00:00Z', -1, '2020-01-06T12:00:00Z'],
    ['half a day', calendar, '2026-03-06T15:00:00Z', 0.5, '2026-03-09T11:00:00Z'],
    ['none out of hours is the next beginning', calendar, '2026-03-06T20:00:00Z', 0, '2026-03-09T09:00:00Z'],
    ['over a change of clocks', amsterdam, '2026-03-27T13:00:00Z', 1, '2026-03-30T12:00:00Z'],
  ])('%s', (_, zone, from, days, until) => {
    expect(businessDaysLater(zone, new Date(from), days)).toEqual(new Date(until));
  });

  test('add up, fall into working time, and lead back', () => {
    const days = fc.integer({ min: 0, max: 80 }).map((quarters) => quarters / 4);
    fc.assert(
      fc.property(calendars, times, days, days, (any, time, one, other) => {
        const at = businessDaysLater(any, time, one);
        const further = businessDaysLater(any, at, other);
        expect(Math.abs(further.getTime() - businessDaysLater(any, time, one + other).getTime())).toBeLessThan(10);
        expect(isWorkingDay(any, localDate(at, any.timeZone))).toBe(true);
        expect(businessDaysBetween(any, at, further)).toBeCloseTo(other, 4);
        const back = businessDaysLater(any, further, -other);
        expect(businessDaysBetween(any, at, back) + businessDaysBetween(any, back, at)).toBeCloseTo(0, 4);
      }),
    );
  });
});

test('reminders are counted from the day on which somebody was asked, or the next with working time left', () => {
  expect(countedFrom(calendar, new Date('2026-03-06T16:59:00Z'))).toBe('2026-03-06');
  expect(countedFrom(calendar, new Date('2026-03-06T17:00:00Z'))).toBe('2026-03-09');
  expect(workingDay(calendar, '2026-03-06', 1)).toBe('2026-03-09');
  expect(workingDay(calendar, '2026-03-09', -1)).toBe('2026-03-06');
});

const times = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  open: fc.constantFrom('07:30', '09:00'),
  close: fc.constantFrom('12:00', '17:00', '23:45'),
  holidays: fc.array(
    times.map((time) => new Date(time.getTime() - (time.getTime() % DAY)).toISOString().slice(0, 10)),
    { maxLength: 30 },
  ),
});
