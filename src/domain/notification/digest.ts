import { calendarOf, isWorkingDay, workingDay } from '../base/business-calendar.ts';
import { countedFrom } from '../base/business-time.ts';
import { localClock, localDate, localTime } from '../base/calendar.ts';
import type { Operation } from '../operation/operation.ts';
import { activeOperators } from '../people/people.ts';
import type { Person, Project } from '../project/project.ts';
import { type Absence, availabilityIn, backSince } from '../review/absence.ts';
import type { Decision } from '../review/decision.ts';
import { lastDayOf } from '../review/review-times.ts';
import { currentDecisions, eligible, isAfterDeadline, type Round } from '../review/round.ts';

export interface OpenReview {
  readonly operation: Operation;
  readonly project: Project;
  readonly round: Round;
  readonly decisions: readonly Decision[];
}

/** One line of a digest: a review that waits for the person, or, for an operator, one that is past its deadline. */
export interface DigestItem {
  readonly review: OpenReview;
  readonly about: 'decide' | 'overdue';
}

/** Everything that somebody is reminded of on a day of theirs ('YYYY-MM-DD'): one mail. */
export interface Digest {
  readonly to: Person;
  readonly day: string;
  readonly items: readonly DigestItem[];
}

/** Up to when all reminders were sent. `again`: not everybody was reached, so those of that day are tried again. */
export interface DigestMark {
  readonly upTo: Date;
  readonly again: boolean;
}

/** When digests are sent where their people are, and until when they may be. */
const digestAt = '08:30';
const quietFrom = '19:00';

export function isDigestTime(now: Date, zone: string): boolean {
  const clock = localClock(now, zone);
  return clock >= digestAt && clock < quietFrom;
}

/**
 * The digests that are due: of each review that waits for somebody the reminders since the mark, all in one. Nothing is due outside half past
 * eight to seven in the evening, or on days on which nobody of the review's project works. Nobody is reminded of what they decided, and who is away
 * of nothing.
 */
export function digestsDue(
  reviews: readonly OpenReview[],
  absences: readonly Absence[],
  mark: DigestMark | undefined,
  now: Date,
): readonly Digest[] {
  const wanted = reviews.flatMap((review) => remindedOf(review, absences, now));
  const byPerson = Map.groupBy(wanted, ({ to }) => to.email.toLowerCase());
  return [...byPerson.values()].flatMap((theirs) => digestOf(theirs, mark, now) ?? []);
}

interface Reminded {
  readonly to: Person;
  readonly item: DigestItem;
  readonly days: (today: string) => readonly string[];
  /** Reminders of days before they were back are over. */
  readonly after: Date;
}

function remindedOf(review: OpenReview, absences: readonly Absence[], now: Date): Reminded[] {
  const { round, decisions, project } = review;
  if (round.status !== 'open' || review.operation.withdrawal !== undefined) return [];
  const isLate = isAfterDeadline(round, now);
  const availability = availabilityIn(round, decisions, { project, absences }, now);
  const silent = new Set([
    ...currentDecisions(round, decisions).map(({ approver }) => approver),
    ...availability.away.map(({ oid }) => oid),
  ]);
  const waiting = round.approvers.filter(({ oid }) => !silent.has(oid) && eligible(round, oid, now));
  const deadline = new Date(round.deadline);
  const daily = (today: string) => [today];
  const late = (to: Person, about: DigestItem['about']) => ({
    to,
    item: { review, about },
    days: daily,
    after: deadline,
  });
  if (isLate) {
    const operators = activeOperators(project).map((to) => late(to, 'overdue'));
    return [...waiting.map((to) => late(to, 'decide')), ...operators];
  }
  return waiting.map((to) => {
    const days = reminderDays(review, to.since);
    const back = backSince(availability, to.oid, now) ?? new Date(0);
    return { to, item: { review, about: 'decide' }, days: () => days, after: back };
  });
}

/** The days on which somebody who is asked since a time is reminded before the last day of a review. */
export function reminderDays(
  { project, round }: Pick<OpenReview, 'project' | 'round'>,
  since: string,
): readonly string[] {
  const calendar = calendarOf(project);
  const { firstAfter, every, most } = project.egress.approval.reminders;
  const from = countedFrom(calendar, new Date(since));
  const lastDay = localDate(lastDayOf(round, project), calendar.timeZone);
  const days = Array.from({ length: most }, (_, before) => workingDay(calendar, from, firstAfter + before * every));
  return days.filter((day) => day < lastDay);
}

function digestOf(theirs: readonly Reminded[], mark: DigestMark | undefined, now: Date): Digest | undefined {
  const zone = zoneOf(theirs);
  const day = localDate(now, zone);
  const [first] = theirs;
  if (first === undefined || !isDigestTime(now, zone)) return undefined;
  const due = theirs.filter(({ item, days, after }) => {
    if (!isWorkingDay(calendarOf(item.review.project), day)) return false;
    return days(day).some((reminder) => {
      const at = localTime(reminder, digestAt, zone);
      const isNew = mark === undefined || at > mark.upTo || (mark.again && reminder === day);
      return at <= now && at > after && isNew;
    });
  });
  return due.length === 0 ? undefined : { to: first.to, day, items: due.map(({ item }) => item) };
}

/** Where somebody is: in the time zone of most of their reviews, of several the first by name. */
function zoneOf(theirs: readonly Reminded[]): string {
  const zones = theirs.map(({ item }) => calendarOf(item.review.project).timeZone);
  const counts = [...Map.groupBy(zones, (zone) => zone)].map(([zone, { length }]) => ({ zone, length }));
  counts.sort((one, other) => other.length - one.length || (one.zone < other.zone ? -1 : 1));
  return counts[0]?.zone ?? 'UTC';
}
