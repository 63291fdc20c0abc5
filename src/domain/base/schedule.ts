import { Cron } from 'croner';
import { z } from 'zod';
import { messageOf } from './errors.ts';

/** A time pattern of six fields, seconds first, as NCRONTAB writes it: `0 0 8 * * 1-5` is 8:00 on weekdays. */
export const schedulePattern = z.string().superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** A time zone by its IANA name, such as Europe/Amsterdam. Offsets are refused: they know no summer time. */
export const timeZone = z.string().superRefine((name, context) => {
  if (isTimeZone(name)) return;
  context.addIssue({
    code: 'custom',
    message: `'${name}' is no IANA time zone; write a name such as Europe/Amsterdam`,
  });
});

/** The last time the pattern matched, up to and including `at`; undefined when it never did. Whole seconds count. */
export function lastOccurrence(pattern: string, zone: string, at: Date): Date | undefined {
  const afterwards = new Date(Math.floor(at.getTime() / 1000) * 1000 + 1000);
  return cron(pattern, zone).previousRuns(1, afterwards)[0];
}

/** The next time at which the pattern matches after `at`; undefined when it never does. */
export function nextOccurrence(pattern: string, zone: string, at: Date): Date | undefined {
  return cron(pattern, zone).nextRun(at) ?? undefined;
}

function cron(pattern: string, zone: string): Cron {
  return new Cron(pattern, { mode: '6-part', paused: true, timezone: zone });
}

/** Time zones that were found before: a definition is read at each step of an operation, and asking the runtime is slow. */
const foundZones = new Set<string>();

function isTimeZone(name: string): boolean {
  if (foundZones.has(name)) return true;
  if (!/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    foundZones.add(name);
    return true;
  } catch {
    return false;
  }
}

function patternProblem(pattern: string): string | undefined {
  try {
    const [, , , dayOfMonth = '*', , dayOfWeek = '*'] = pattern.trim().split(/\s+/);
    // Whether a day ever comes is the same in each zone; reckoning in one by its name loads the runtime's calendars.
    const schedule = new Cron(pattern, { mode: '6-part', paused: true, utcOffset: 0 });
    if (!isAny(dayOfMonth) && !isAny(dayOfWeek)) {
      return `'${pattern}' names both a day of the month and a day of the week, which schedulers read differently; use one of the two`;
    }
    const occurs = schedule.nextRuns(1, new Date('2000-01-01T00:00:00Z')).length === 1;
    return occurs ? undefined : `'${pattern}' names a day that never comes`;
  } catch (error) {
    const why = messageOf(error);
    return `'${pattern}' is no schedule of six fields (second minute hour day month weekday): ${why}`;
  }
}

function isAny(field: string): boolean {
  return field === '*' || field === '?';
}
