import { calendarOf } from './business-calendar.ts';
import { businessDaysLater } from './business-time.ts';
import type { Project } from './project.ts';
import { isAfterDeadline, isOverdue, type Round, unreachableSince } from './round.ts';

/** When one business day is left until the deadline: then whoever has not decided is told that it is the last day. */
export function lastDayOf({ deadline }: Pick<Round, 'deadline'>, project: Project): Date {
  return businessDaysLater(calendarOf(project), new Date(deadline), -1);
}

/** Whether it is the last day of an open round. */
export function isLastDay(round: Round, project: Project, now: Date): boolean {
  return round.status === 'open' && now >= lastDayOf(round, project) && !isAfterDeadline(round, now);
}

/** The next time at which something is to be done about an open round without anybody's act; undefined when there is none. */
export function nextMoment(round: Round, project: Project, now: Date): Date | undefined {
  const moments = [lastDayOf(round, project), new Date(round.deadline)];
  return moments.filter((moment) => moment > now).sort((one, other) => one.getTime() - other.getTime())[0];
}

/**
 * Another text whenever somebody is to be asked or told: in a new round, when people came or get new links, when the round has a new
 * deadline, on its last day, when a round that is kept open is past it, and after each change that leaves too few people for its quorum.
 */
export function askedStamp(round: Round, project: Project, now: Date): string {
  const { number, approvers, deadline, resent } = round;
  const newest = approvers
    .map(({ since }) => since)
    .toSorted()
    .at(-1);
  return [
    number,
    newest,
    deadline,
    resent?.revision ?? 0,
    isLastDay(round, project, now),
    isOverdue(round, now),
    unreachableSince(round, now) ?? '',
  ].join(' ');
}
