import type { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { isTimely } from '../people/people.ts';
import type { ApprovalRules, Approver } from '../project/project.ts';
import { choiceWords, type Decision, type SentBack, sentBack } from './decision.ts';
import { hasReasonDue } from './evidence-requirements.ts';
import { type Invited, isAmong } from './invited.ts';
import type { roundSchema } from './round-schema.ts';

/** One round of approval: the approvers are asked about one digest of a package. Times are ISO 8601 in UTC; rules are those of its start. */
export type Round = Frozen<z.infer<typeof roundSchema>>;

/** What an approver asked the researchers while the round stayed open. */
export type Question = NonNullable<Round['questions']>[number];

/** How a deadline was reckoned: so many business or calendar days from a time on, or the end of a day. */
export type DeadlineRule = NonNullable<Round['deadlineRule']>;

/**
 * Where a round stands at a time: one deny denies; one wish for changes ends it as one; enough different approvers, enough of them independent, approve; then the
 * deadline counts, unless the rules keep the round open. Enough approvals wait for the questions that hold the release. Researchers of the project and people who are no longer eligible never count. A closed round stays as it is.
 */
export function judgeRound(round: Round, decisions: readonly Decision[], now: Date): Round['status'] {
  if (round.status !== 'open') return round.status;
  const closed = closedByOne(countedDecisions(round, decisions));
  if (closed !== undefined) return closed;
  if (isQuorum(round.rules, countedApprovals(round, decisions, now)))
    return holdingQuestions(round, decisions, now).length > 0 ? 'open' : 'approved';
  return isAfterDeadline(round, now) && round.rules.onDeadline === 'return' ? 'expired' : 'open';
}

/** Whether people ended a round, and fewer of its decisions stand than that took, whoever may still decide. */
export function lacksDecisions({ status, number, rules }: Round, decisions: readonly Decision[]): boolean {
  const due = status === 'approved' ? rules.quorum : isSentBack(status) ? 1 : 0;
  const ending = decisions.filter(({ round, choice }) => round === number && endOf(choice) === status);
  return new Set(ending.map(({ approver }) => approver)).size < due;
}

const endOf = (choice: Decision['choice']) => choiceWords[choice].sendsBack ?? 'approved';

/** How a single answer among those that count ends a round; undefined when none of them does. */
export function closedByOne(counted: readonly Decision[]): SentBack | undefined {
  return sentBack.find((end) => counted.some(({ choice }) => choiceWords[choice].sendsBack === end));
}

/** Whether the status of a round, or the state of a package, says that a single answer sent the package back. */
export function isSentBack(status: string): status is SentBack {
  return sentBack.some((one) => one === status);
}

export function isAfterDeadline({ deadline }: Pick<Round, 'deadline'>, now: Date): boolean {
  return now >= new Date(deadline);
}

/** Whether people may still decide although the deadline has come, because the rules keep the round open. */
export function isOverdue(round: Round, now: Date): boolean {
  return round.status === 'open' && round.rules.onDeadline === 'keep' && isAfterDeadline(round, now);
}

/**
 * The questions that hold the release at that time: their approvers may still decide and have not, and their time is not over. An answer does
 * not end that: whoever asked reads it first. In a round that ends at its deadline nothing holds longer.
 */
export function holdingQuestions(round: Round, decisions: readonly Decision[], now: Date): Question[] {
  const { questions = [], rules } = round;
  if (rules.onDeadline === 'return' && isAfterDeadline(round, now)) return [];
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  return questions.filter(
    ({ by, askedSince, until }) =>
      now < new Date(until) && !decided.has(by) && eligible(round, by, now)?.since === askedSince,
  );
}

export function isQuorum(
  rules: Pick<ApprovalRules, 'quorum' | 'independent'>,
  people: readonly Pick<Approver, 'independent'>[],
): boolean {
  return people.length >= rules.quorum && people.filter((person) => person.independent).length >= rules.independent;
}

export function ableApprovers(round: Round, now: Date): Invited[] {
  return round.approvers.filter(({ oid }) => eligible(round, oid, now));
}

/** The approver of the round with that object id, when decisions of theirs count at that time. */
export function eligible(round: Pick<Round, 'approvers' | 'researchers'>, oid: string, at: Date): Invited | undefined {
  const person = round.approvers.find((approver) => approver.oid === oid);
  if (!person || isAmong(round.researchers, person)) return undefined;
  return isTimely(person, at) ? person : undefined;
}

/** The different people whose approvals of this round count at that time. */
export function countedApprovals(round: Round, decisions: readonly Decision[], now: Date): Invited[] {
  const approvals = countedDecisions(round, decisions).filter(({ choice }) => choice === 'approve');
  const oids = new Set(approvals.map(({ approver }) => approver));
  return [...oids].flatMap((oid) => eligible(round, oid, now) ?? []);
}

/**
 * The decisions that count in the round: by somebody who is asked and could decide then, about its files, in time unless the rules keep
 * the round open, with both ticks and the written reason that the evidence may ask for.
 */
export function countedDecisions(round: Round, decisions: readonly Decision[]): Decision[] {
  return currentDecisions(round, decisions).filter(
    ({ approver, at, choice, reason, lookedAt, deidentified, digest }) =>
      digest === round.digest &&
      (round.rules.onDeadline === 'keep' || !isAfterDeadline(round, new Date(at))) &&
      eligible(round, approver, new Date(at)) !== undefined &&
      (choice !== 'approve' || (lookedAt && deidentified && hasReasonDue(round, reason))),
  );
}

export function reasonsAgainst(round: Round, decisions: readonly Decision[]): string[] {
  const against = countedDecisions(round, decisions).filter(({ choice }) => choiceWords[choice].sendsBack);
  return against.map(({ reason }) => reason);
}

/** What those who are asked now have said since they are asked. What others said, or the same people before they left, is over. */
export function currentDecisions(round: Round, decisions: readonly Decision[]): Decision[] {
  return decisions.filter(
    (decision) =>
      decision.exportId === round.exportId &&
      decision.round === round.number &&
      round.approvers.some(({ oid, since }) => oid === decision.approver && since === decision.askedSince),
  );
}
