import { describe, expect, test } from 'vitest';
import { sampleDefinition } from '../../../local/sample/sample.ts';
import { calendarOf, isWorkingDay } from '../../../src/domain/base/business-calendar.ts';
import { localClock, localDate } from '../../../src/domain/base/calendar.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { newRound } from '../../../src/domain/review/approval.ts';
import { roundDeadline } from '../../../src/domain/review/round-deadline.ts';
import { roundEvents } from '../../../src/domain/review/round-events.ts';
import { roundSchema } from '../../../src/domain/review/round-schema.ts';
import { definition } from '../sample.ts';

const monday = new Date('2026-03-02T14:00:00.000Z');
const from = monday.toISOString();
const project = (approval: object, more: object = {}): Project =>
  projectSchema.parse({ ...definition(), egress: { approval: { quorum: 2, independent: 1, ...approval } }, ...more });

describe('the deadline of a round', () => {
  test.each([
    ['ten business days where nothing is said', project({}), '2026-03-16T17:00:00.000Z', { from, businessDays: 10 }],
    [
      'as many as are said',
      project({ deadlineBusinessDays: 2 }),
      '2026-03-04T17:00:00.000Z',
      { from, businessDays: 2 },
    ],
    [
      'calendar days in older definitions',
      project({ deadlineDays: 14 }),
      '2026-03-16T14:00:00.000Z',
      { from, days: 14 },
    ],
    [
      'of the calendar of the project, in the time zone of its computes where it names none',
      project(
        { deadlineBusinessDays: 1 },
        { calendar: { close: '16:30', holidays: ['2026-03-03'] }, compute: { timeZone: 'Asia/Kathmandu' } },
      ),
      '2026-03-04T10:45:00.000Z',
      { from, businessDays: 1 },
    ],
  ])('is %s', (_, of, deadline, deadlineRule) => {
    expect(roundDeadline(of, monday)).toEqual({ deadline, deadlineRule });
  });

  test('is on no day off, and never sooner than was said', () => {
    const calendar = { holidays: ['2026-03-04'], timeZone: 'Pacific/Auckland' };
    for (let days = 1; days <= 8; days += 1) {
      const of = project({ deadlineDays: days }, { calendar });
      for (let hours = 0; hours < 7 * 24; hours += 5) {
        const now = new Date(monday.getTime() + hours * 3_600_000);
        const plain = new Date(now.getTime() + days * 24 * 3_600_000);
        const deadline = new Date(roundDeadline(of, now).deadline);
        const on = (time: Date) => isWorkingDay(calendarOf(of), localDate(time, calendar.timeZone));
        expect(on(deadline)).toBe(true);
        if (on(plain)) expect(deadline).toEqual(plain);
        else expect([localClock(deadline, calendar.timeZone), deadline > plain]).toEqual(['17:00', true]);
      }
    }
  });

  test('of the sample lies at the end of a working day, whenever its round opens', () => {
    const sample = projectSchema.parse(sampleDefinition());
    const { close, timeZone } = calendarOf(sample);
    for (let hours = 0; hours < 14 * 24; hours += 5) {
      const deadline = new Date(roundDeadline(sample, new Date(monday.getTime() + hours * 3_600_000)).deadline);
      expect(isWorkingDay(calendarOf(sample), localDate(deadline, timeZone))).toBe(true);
      expect(localClock(deadline, timeZone)).toBe(close);
    }
  });

  test('stands in the round and its audit line as a time and as a rule; a row without the rule stays readable', () => {
    const round = newRound({
      exportId: 'exp_1',
      project: project({}),
      definition: 'h1',
      researchers: [],
      filesSince: from,
      number: 1,
      digest: 'd1',
      now: monday,
    });
    expect(roundSchema.parse(JSON.parse(JSON.stringify(round)))).toEqual(round);
    const { deadlineRule, ...old } = round;
    expect(roundSchema.parse(old)).toEqual(old);
    expect([round, old].map((one) => roundEvents(one)[0]?.data['deadlineRule'])).toEqual([
      `10 business days from ${deadlineRule?.from}`,
      undefined,
    ]);
  });
});
