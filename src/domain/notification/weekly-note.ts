import { calendarOf, isWorkingDay, workingDay } from '../base/business-calendar.ts';
import { localDate } from '../base/calendar.ts';
import { activeOperators } from '../people/people.ts';
import type { Person, Project } from '../project/project.ts';
import { type Digest, isDigestTime } from './digest.ts';

/** Whether a day is the first of its week on which people of a project work: then mails bring them what was signed of the audit last. */
export function isNoteDay(project: Project, day: string): boolean {
  const calendar = calendarOf(project);
  return isWorkingDay(calendar, day) && workingDay(calendar, mondayOf(day), 0) === day;
}

function mondayOf(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Somebody who gets it alone. */
export interface DueNote extends Person {
  readonly day: string;
}

/** Operators who get it now, each address once; `digests`: those of the day, which bring it too. */
export function notesDue(projects: readonly Project[], digests: readonly Digest[], now: Date): readonly DueNote[] {
  const others = new Set(digests.map(({ to }) => to.email.toLowerCase()));
  const due = projects.flatMap((project) => {
    const { timeZone } = calendarOf(project);
    const day = localDate(now, timeZone);
    if (!isDigestTime(now, timeZone) || !isNoteDay(project, day)) return [];
    return activeOperators(project).map((person): [string, DueNote] => [
      person.email.toLowerCase(),
      { ...person, day },
    ]);
  });
  return [...new Map(due)].flatMap(([email, note]) => (others.has(email) ? [] : [note]));
}
