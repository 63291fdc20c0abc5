import { calendarOf } from '../base/business-calendar.ts';
import { endOfDay, localDate } from '../base/calendar.ts';
import { IllegalMove, NotFound, Refused } from '../base/errors.ts';
import type { Project } from '../project/project.ts';
import type { Decision } from './decision.ts';
import { currentDecisions, eligible, judgeRound, type Round } from './round.ts';
import { businessDeadline, roundDeadline } from './round-deadline.ts';

/** No more business days are given at once. */
export const mostBusinessDays = 60;

/** How much time an operator gives: so many business days of the project from now on, or until the end of a day where the project is. */
export type LaterDeadline = { readonly businessDays: number } | { readonly until: string };

interface Asking {
  readonly by: string;
  readonly reason: string;
}

/** The round as it ends by time: at its deadline, or approved once no question holds its release; undefined while it does not. */
export function endedByTime(round: Round, decisions: readonly Decision[], now: Date): Round | undefined {
  const status = judgeRound(round, decisions, now);
  if (round.status !== 'open' || status === 'open') return undefined;
  return { ...round, status, closedAt: now.toISOString(), revision: round.revision + 1 };
}

/** At most on the day of the deadline that a round would get that opened now. Throws IllegalMove for a round that is over and Refused for a deadline that is no later or too late. */
export function extendedRound(
  { round, decisions, project, now }: RoundNow & { readonly project: Project },
  time: LaterDeadline,
  { by, reason }: Asking,
): Round {
  requireOpen(round, decisions, now);
  const given = givenTime(project, time, now);
  const wanted = new Date(given.deadline);
  if (wanted <= new Date(Math.max(Date.parse(round.deadline), now.getTime()))) {
    throw new Refused(
      `${given.deadline} gives no more time: the deadline is ${round.deadline}, and it is ${now.toISOString()}. Name a later day or more business days from now on.`,
    );
  }
  const latest = latestDeadline(project, now);
  if (wanted > latest) {
    throw new Refused(
      `${given.deadline} is too late: a review that opened now would end by ${latest.toISOString()}, and no other gets more`,
    );
  }
  const revision = round.revision + 1;
  return { ...round, ...given, extended: { at: now.toISOString(), by, reason, ...given, revision }, revision };
}

function givenTime(project: Project, time: LaterDeadline, now: Date) {
  if ('businessDays' in time) return businessDeadline(project, time.businessDays, now);
  const end = endOfDay(time.until, calendarOf(project).timeZone);
  return { deadline: end.toISOString(), deadlineRule: { from: now.toISOString(), until: time.until } };
}

/** The end of the day of the deadline that a round would get that opened now. */
function latestDeadline(project: Project, now: Date): Date {
  const { timeZone } = calendarOf(project);
  return endOfDay(localDate(new Date(roundDeadline(project, now).deadline), timeZone), timeZone);
}

export interface RoundNow {
  readonly round: Round;
  readonly decisions: readonly Decision[];
  readonly now: Date;
}

const HOUR = 60 * 60 * 1000;

/**
 * The round with new links for the approver, or for everybody who may still decide; older links of theirs are dead. Nobody gets them twice
 * within an hour. Throws IllegalMove when nobody may get some now, and NotFound for whoever is not asked.
 */
export function resentRound(
  { round, decisions, now }: RoundNow,
  approver: string | undefined,
  { by, reason }: Asking,
): Round {
  requireOpen(round, decisions, now);
  const decided = new Set(currentDecisions(round, decisions).map((decision) => decision.approver));
  const waiting = round.approvers.filter(({ oid }) => !decided.has(oid) && eligible(round, oid, now));
  const meant = approver === undefined ? waiting : waiting.filter(({ oid }) => oid === approver);
  if (approver !== undefined && meant.length === 0) throw notAsked(round, approver, decided.has(approver));
  const to = meant.filter(({ links }) => links === undefined || now.getTime() - Date.parse(links.at) >= HOUR);
  if (to.length === 0) {
    const sent = meant.flatMap(({ links }) => links?.at ?? []).toSorted();
    const again = sent[0] === undefined ? '' : ` The next can be sent at ${after(sent[0])}.`;
    throw new IllegalMove(`Nobody gets a link now: they have decided, or got one within the last hour.${again}`);
  }
  const revision = round.revision + 1;
  const at = now.toISOString();
  const chosen = new Set(to.map(({ oid }) => oid));
  const approvers = round.approvers.map((one) => (chosen.has(one.oid) ? { ...one, links: { at, revision } } : one));
  return { ...round, approvers, resent: { at, by, reason, to: [...chosen], revision }, revision };
}

function after(at: string): string {
  return new Date(Date.parse(at) + HOUR).toISOString();
}

function notAsked({ exportId, number }: Round, approver: string, decided: boolean): Error {
  if (decided) return new IllegalMove(`${approver} has decided about ${exportId} already and needs no link`);
  return new NotFound(`${approver} is not asked in round ${number} of ${exportId}`);
}

function requireOpen(round: Round, decisions: readonly Decision[], now: Date): void {
  const status = judgeRound(round, decisions, now);
  if (status === 'open') return;
  throw new IllegalMove(
    `The round ${round.number} of ${round.exportId} is over: it is ${status}. Nothing was changed, and the package goes on by itself.`,
  );
}
