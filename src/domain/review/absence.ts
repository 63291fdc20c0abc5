import { z } from 'zod';
import { type Calendar, calendarOf, workingDay } from '../base/business-calendar.ts';
import { localTime } from '../base/calendar.ts';
import type { Frozen } from '../base/frozen.ts';
import { isSamePerson, listed } from '../people/people.ts';
import type { Project } from '../project/project.ts';
import type { Decision } from './decision.ts';
import type { Round } from './round.ts';
import { currentDecisions } from './round.ts';

export const absenceSchema = z.strictObject({
  id: z.string(),
  oid: z.string(),
  email: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
});
/** That somebody is away from one day to another ('YYYY-MM-DD'), both included, in all projects; `by` is the object id of who said so. */
export type Absence = Frozen<z.infer<typeof absenceSchema>>;

/** Before this time of a day nobody is told that somebody is away. */
const morning = '07:00';

/**
 * When an absence begins and ends where a project is, and from when on its person is missed: on the morning of its first working day. It ends
 * when the next working day begins.
 */
export function spanOf({ from, to }: Pick<Absence, 'from' | 'to'>, calendar: Calendar): Span {
  const { timeZone, open } = calendar;
  const dayAfter = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
  return {
    from: localTime(from, '00:00', timeZone),
    missedFrom: localTime(workingDay(calendar, from, 0), morning, timeZone),
    until: localTime(workingDay(calendar, dayAfter, 0), open, timeZone),
  };
}

/** Whether an absence is over wherever its person may be: a day ends last twelve hours behind UTC. */
export function isOver({ to }: Pick<Absence, 'to'>, now: Date): boolean {
  return new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10) > to;
}

interface Span {
  readonly from: Date;
  readonly missedFrom: Date;
  readonly until: Date;
}

interface AskedAbsence extends Span {
  readonly oid: string;
  readonly id: string;
  /** When it was said, or the person was missed first, whichever is later. */
  readonly since: Date;
}

export interface Availability {
  /** Absences of those who have not decided, that are on now. */
  readonly away: readonly AskedAbsence[];
  /** Those among them whose person is missed by now. */
  readonly missed: readonly AskedAbsence[];
  /** Those among these that last until the deadline or longer. */
  readonly missing: readonly AskedAbsence[];
  /** All absences of those who are asked. */
  readonly all: readonly AskedAbsence[];
}

export const everybodyThere: Availability = { away: [], missed: [], missing: [], all: [] };

/** Who of those who are asked in the round is away at that time. Whoever has decided is not missed. */
export function availabilityIn(
  round: Round,
  decisions: readonly Decision[],
  { project, absences }: { readonly project: Project; readonly absences: readonly Absence[] },
  now: Date,
): Availability {
  if (absences.length === 0) return everybodyThere;
  const calendar = calendarOf(project);
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  const all = round.approvers.flatMap((person) =>
    absences.flatMap((absence): AskedAbsence[] => {
      if (!isSamePerson(listed(absence), listed(person))) return [];
      const span = spanOf(absence, calendar);
      const since = new Date(Math.max(span.missedFrom.getTime(), Date.parse(absence.at)));
      return [{ oid: person.oid, id: absence.id, since, ...span }];
    }),
  );
  const away = all.filter(({ oid, from, until }) => from <= now && now < until && !decided.has(oid));
  const missed = away.filter(({ missedFrom }) => missedFrom <= now);
  const missing = missed.filter(({ until }) => until >= new Date(round.deadline));
  return { away, missed, missing, all };
}

/** Since when somebody who was away is back; undefined for whoever was not. */
export function backSince({ all }: Availability, oid: string, now: Date): Date | undefined {
  const ends = all.filter((one) => one.oid === oid && one.until <= now).map(({ until }) => until.getTime());
  return ends.length === 0 ? undefined : new Date(Math.max(...ends));
}
