import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { timeZone } from './schedule.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00');

export const calendarSchema = z.strictObject({
  timeZone: timeZone
    .optional()
    .describe('Where the people of the project are; without it that of the compute schedules.'),
  days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]).describe('Working days; 1 is Monday.'),
  open: clockTime.default('09:00').describe('When a working day begins.'),
  close: clockTime.default('17:00').describe('When it ends: deadlines end with a working day.'),
  holidays: z
    .array(z.iso.date())
    .max(1000)
    .default([])
    .describe('Days on which nobody works; `npm run holidays -- GB-ENG 2027` writes those of a country and year.'),
});

export type Calendar = Frozen<z.infer<typeof calendarSchema>> & { readonly timeZone: string };

/** The calendar of a project, with the time zone of its computes where it has none of its own. */
export function calendarOf(project: {
  readonly calendar: z.infer<typeof calendarSchema>;
  readonly compute: { readonly timeZone: string };
}): Calendar {
  return { ...project.calendar, timeZone: project.calendar.timeZone ?? project.compute.timeZone };
}

/** Whether people of the calendar work on the day ('YYYY-MM-DD'). */
export function isWorkingDay({ days, holidays }: Calendar, date: string): boolean {
  // Sunday is the seventh day of the week, and 0 in JavaScript.
  return days.includes(new Date(date).getUTCDay() || 7) && !holidays.includes(date);
}

/** The day so many working days after the first one that is not before `date`; before it, with a negative number. */
export function workingDay(calendar: Calendar, date: string, later: number): string {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = nextDate(day, 1);
  for (let left = Math.abs(later); left > 0; ) {
    day = nextDate(day, Math.sign(later));
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

function nextDate(date: string, step: number): string {
  const day = new Date(date);
  day.setUTCDate(day.getUTCDate() + step);
  return day.toISOString().slice(0, 10);
}
