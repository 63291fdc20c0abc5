import { type Calendar, isWorkingDay, workingDay } from './business-calendar.ts';
import { localDate, localTime } from './calendar.ts';

/** A time as working time sees it: a working day, and which part of it is over, from 0 to just below 1. */
interface Place {
  readonly date: string;
  readonly over: number;
}

/** The time so many business days later, or earlier; parts of a day count. The end of a working day is the beginning of the next. */
export function businessDaysLater(calendar: Calendar, time: Date, days: number): Date {
  const { date, over } = placeOf(calendar, time);
  const whole = Math.floor(over + days);
  return timeOf(calendar, { date: workingDay(calendar, date, whole), over: over + days - whole });
}

/** How many business days lie between two times, parts of a day included; 0 when the second is not later. */
export function businessDaysBetween(calendar: Calendar, from: Date, to: Date): number {
  const [first, last] = [placeOf(calendar, from), placeOf(calendar, to)];
  let days = last.over - first.over;
  for (let { date } = first; date < last.date; date = workingDay(calendar, date, 1)) days += 1;
  return Math.max(days, 0);
}

/** When a working day ends, so that there were at least so many whole business days from a time on. */
export function endOfBusinessDays(calendar: Calendar, time: Date, days: number): Date {
  const { date, over } = placeOf(calendar, time);
  return localTime(workingDay(calendar, date, over === 0 ? days - 1 : days), calendar.close, calendar.timeZone);
}

/** The time, or the end of the next working day for a time on a day off. */
export function onWorkingDay(calendar: Calendar, time: Date): Date {
  const date = localDate(time, calendar.timeZone);
  if (isWorkingDay(calendar, date)) return time;
  return localTime(workingDay(calendar, date, 0), calendar.close, calendar.timeZone);
}

/** The day from which business days after a time are counted: that day, or the next working day when it has no working time left. */
export function countedFrom(calendar: Calendar, time: Date): string {
  return placeOf(calendar, time).date;
}

function placeOf(calendar: Calendar, time: Date): Place {
  const date = localDate(time, calendar.timeZone);
  if (!isWorkingDay(calendar, date)) return { date: workingDay(calendar, date, 0), over: 0 };
  const { open, length } = hoursOf(calendar, date);
  const over = (time.getTime() - open) / length;
  return over < 1 ? { date, over: Math.max(over, 0) } : { date: workingDay(calendar, date, 1), over: 0 };
}

function timeOf(calendar: Calendar, { date, over }: Place): Date {
  const { open, length } = hoursOf(calendar, date);
  return new Date(Math.round(open + over * length));
}

/** When a working day begins and how long it is. In the night in which clocks skip an hour, nothing may be left of a very short one. */
function hoursOf(
  { open, close, timeZone }: Calendar,
  date: string,
): { readonly open: number; readonly length: number } {
  const begin = localTime(date, open, timeZone).getTime();
  return { open: begin, length: Math.max(localTime(date, close, timeZone).getTime() - begin, 1) };
}
