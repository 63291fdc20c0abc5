import { calendarOf } from '../base/business-calendar.ts';
import { businessDaysBetween, businessDaysLater } from '../base/business-time.ts';
import type { Project } from '../project/project.ts';
import { ordinary } from '../project/project-checks.ts';
import type { Availability } from './absence.ts';
import { viewingRequirement } from './evidence-requirements.ts';
import { momentsOfQuestions, questionStamp } from './question.ts';
import { ableApprovers, isAfterDeadline, isOverdue, isQuorum, type Round } from './round.ts';

/** When one business day is left until the deadline: then whoever has not decided is told that it is the last day. */
export function lastDayOf({ deadline }: Pick<Round, 'deadline'>, project: Project): Date {
  return businessDaysLater(calendarOf(project), new Date(deadline), -1);
}

export function isLastDay(round: Round, project: Project, now: Date): boolean {
  return round.status === 'open' && now >= lastDayOf(round, project) && !isAfterDeadline(round, now);
}

/** When a round escalates: after so much of the business time that it has. */
export function escalationOf({ openedAt, deadline }: Pick<Round, 'openedAt' | 'deadline'>, project: Project): Date {
  const [from, to] = [new Date(openedAt), new Date(deadline)];
  const part = project.egress.approval.escalateAtPercent / 100;
  if (part === 1) return to;
  const calendar = calendarOf(project);
  return businessDaysLater(calendar, from, businessDaysBetween(calendar, from, to) * part);
}

/** So often it is looked whether there is evidence by now, in milliseconds. */
const evidenceEvery = 30 * 60_000;

/** The next time at which something is to be done about an open round without anybody's act; undefined when there is none. */
export function nextMoment(round: Round, project: Project, availability: Availability, now: Date): Date | undefined {
  const moments = [
    lastDayOf(round, project),
    ...(round.escalated === undefined ? [escalationOf(round, project)] : []),
    new Date(round.deadline),
    ...momentsOfQuestions(round, project),
    ...availability.all.flatMap(({ from, missedFrom, until }) => [from, missedFrom, until]),
    // Nobody can approve it before there is evidence.
    ...(viewingRequirement(round) === 'impossible' ? [new Date(now.getTime() + evidenceEvery)] : []),
  ];
  return moments.filter((moment) => moment > now).sort((one, other) => one.getTime() - other.getTime())[0];
}

/** An open round that too few people can still approve: `key` is another one after each change or absence that leaves too few. */
export interface Unreachable {
  readonly key: string;
  readonly since: string;
}

/**
 * Whether too few of those who may decide, without reserves and without those who are away until the deadline, are left for the quorum;
 * undefined while enough are.
 */
export function unreachable(round: Round, availability: Availability, now: Date): Unreachable | undefined {
  const able = ordinary(ableApprovers(round, now));
  const missing = new Set(availability.missing.map(({ oid }) => oid));
  const since = round.amended?.at ?? round.openedAt;
  const key = String(round.amended?.revision ?? 1);
  if (!isQuorum(round.rules, able)) return { key, since };
  const there = able.filter(({ oid }) => !missing.has(oid));
  if (isQuorum(round.rules, there)) return undefined;
  const ids = availability.missing.map(({ id }) => id).toSorted();
  const latest = [since, ...availability.missing.map((one) => one.since.toISOString())].toSorted().at(-1) ?? since;
  return { key: [key, ...ids].join('-'), since: latest };
}

/**
 * Another text whenever somebody is to be asked or told: in a new round, when people came, came back or get new links, when the round has a
 * new deadline, when it escalates, when somebody asks or answers, on its last day, when a round that is kept open is past it, and after each change or absence that leaves too
 * few people for its quorum.
 */
export function askedStamp(round: Round, project: Project, availability: Availability, now: Date): string {
  const { number, approvers, deadline, resent, escalated } = round;
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
    escalated?.revision ?? 0,
    unreachable(round, availability, now)?.key ?? '',
    questionStamp(round, project, now),
    ...availability.away.map(({ id }) => id).toSorted(),
  ].join(' ');
}
