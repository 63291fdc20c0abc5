import { roundDeadline } from './approval.ts';
import { calendarDaysLater, endOfDay } from './calendar.ts';
import { IllegalMove, NotFound, Refused } from './errors.ts';
import type { Project } from './project.ts';
import { type Decision, eligible, judgeRound, type Round, standingDecisions } from './round.ts';

/** How much time an operator gives: so many calendar days more, or until the end of a day, both in the project's time zone. */
export type LaterDeadline = { readonly days: number } | { readonly until: string };

/** Who asks for a change of a round, and why. */
interface Asking {
  readonly by: string;
  readonly reason: string;
}

/** The round as it ends at its deadline; undefined while it does not. */
export function expiredRound(round: Round, decisions: readonly Decision[], now: Date): Round | undefined {
  if (round.status !== 'open' || judgeRound(round, decisions, now) !== 'expired') return undefined;
  return { ...round, status: 'expired', closedAt: now.toISOString(), revision: round.revision + 1 };
}

/**
 * The round with a later deadline, at most the one that a round would get that opened now. Throws IllegalMove for a round that is over and
 * Refused for a deadline that is no later or too late.
 */
export function extendedRound(
  { round, decisions, project, now }: SteeredRound & { readonly project: Project },
  time: LaterDeadline,
  { by, reason }: Asking,
): Round {
  requireOpen(round, decisions, now);
  const zone = project.compute.timeZone;
  const from = new Date(Math.max(Date.parse(round.deadline), now.getTime()));
  const wanted = 'days' in time ? calendarDaysLater(from, time.days, zone) : endOfDay(time.until, zone);
  if (wanted <= from) {
    throw new Refused(
      `${wanted.toISOString()} gives no more time: the deadline is ${round.deadline}, and it is ${now.toISOString()}. Name a later day.`,
    );
  }
  const { deadlineDays } = project.egress.approval;
  const latest = new Date(
    Math.max(Date.parse(roundDeadline(project, now)), calendarDaysLater(now, deadlineDays, zone).getTime()),
  );
  if (wanted > latest) {
    throw new Refused(
      `${wanted.toISOString()} is too late: the project gives a review ${deadlineDays} days, so ${latest.toISOString()} is the latest now`,
    );
  }
  const revision = round.revision + 1;
  const deadline = wanted.toISOString();
  return { ...round, deadline, extended: { at: now.toISOString(), by, reason, deadline, revision }, revision };
}

/** A round as it stands at a time. */
export interface SteeredRound {
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
  { round, decisions, now }: SteeredRound,
  approver: string | undefined,
  { by, reason }: Asking,
): Round {
  requireOpen(round, decisions, now);
  const decided = new Set(standingDecisions(round, decisions).map((decision) => decision.approver));
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
