import type { RoundEvidence } from '../inspection/round-evidence.ts';
import type { WithoutEvidence } from '../inspection/without-evidence.ts';
import type { Listed } from '../people/people.ts';
import { isTimely } from '../people/people.ts';
import type { ApprovalRules, Approver } from '../project/project.ts';
import type { ProjectDisclosure } from '../project/project-disclosure.ts';
import { hasReasonDue } from './evidence-requirements.ts';
import { type Invited, isAmong } from './invited.ts';
import type { RemarksSummary } from './remarks.ts';

/** The answers of an approver. Asking for changes closes a round as a denial does. */
export const choices = ['approve', 'changes', 'deny'] as const;
export type Choice = (typeof choices)[number];

/** Longest reason of an approver in UTF-16 units; a longer one would not fit into the cookie that keeps it over a sign-in. */
export const longestReason = 600;

export const roundStatuses = [
  'open',
  'approved',
  'changes-wanted',
  'denied',
  'expired',
  'withdrawn',
  'superseded',
] as const;

/** One round of approval: the approvers are asked about one digest of a package. Times are ISO 8601 in UTC; rules are those of its start. */
export interface Round {
  readonly exportId: string;
  readonly project: string;
  readonly number: number;
  readonly digest: string;
  /** What the reading room says of these files; missing where there is none. */
  readonly evidence?: RoundEvidence;
  /** That two operators let it go on without. */
  readonly withoutEvidence?: WithoutEvidence;
  /** SHA-256 of the project definition at the start of the round. */
  readonly definition: string;
  readonly rules: Pick<ApprovalRules, 'quorum' | 'independent' | 'onDeadline' | 'blind' | 'authContext'> & {
    readonly disclosure: ProjectDisclosure;
  };
  readonly approvers: readonly Invited[];
  /** Who never counts: everybody who is a researcher, or was one since the first file of the package was written. */
  readonly researchers: readonly Listed[];
  /** When the first file of the package was written. */
  readonly filesSince: string;
  readonly openedAt: string;
  readonly deadline: string;
  /** How the deadline was reckoned; missing in rounds of the first version. */
  readonly deadlineRule?: DeadlineRule;
  readonly status: (typeof roundStatuses)[number];
  readonly closedAt?: string;
  readonly amended?: Amended;
  /** That a part of its time went by and reserve approvers were asked. */
  readonly escalated?: Escalated;
  readonly extended?: Extended;
  readonly resent?: Resent;
  readonly revision: number;
}

/** How a deadline was reckoned: so many business or calendar days from a time on, or the end of a day. */
export type DeadlineRule = { readonly from: string } & (
  | { readonly businessDays: number }
  | { readonly days: number }
  | { readonly until: string }
);

/** A change of the people of a round: when, by which definition, and the object ids of who came and who left. */
export interface Amended {
  readonly at: string;
  readonly definition: string;
  readonly came: readonly string[];
  readonly left: readonly string[];
  readonly revision: number;
}

/** That a round was not decided for long: when, and the object ids of the reserve approvers who are asked since. */
export interface Escalated {
  readonly at: string;
  readonly came: readonly string[];
  readonly revision: number;
}

export interface Extended {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly deadline: string;
  readonly deadlineRule?: DeadlineRule;
  readonly revision: number;
}

/** New links for approvers of a round: who asked for them, when and why, and the object ids of those who get them. */
export interface Resent {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly to: readonly string[];
  readonly revision: number;
}

/** What one approver said in one round. `approver` is the object id; `lookedAt` and `deidentified` are the two ticks. */
export interface Decision {
  readonly exportId: string;
  readonly project: string;
  readonly round: number;
  readonly approver: string;
  /** The `since` of the approver's entry in the round; the decision ends with that entry. */
  readonly askedSince: string;
  /** Only in what an earlier version wrote. */
  readonly name?: string;
  readonly choice: Choice;
  readonly reason: string;
  readonly lookedAt: boolean;
  readonly deidentified: boolean;
  readonly digest: string;
  readonly remarks?: RemarksSummary;
  /** SHA-256 of the evidence that the round named. */
  readonly evidence?: string;
  readonly at: string;
}

export interface NamedDecision extends Decision {
  readonly name: string;
}

/**
 * Where a round stands at a time: one deny denies; one wish for changes ends it as one; enough different approvers, enough of them independent, approve; then the
 * deadline counts, unless the rules keep the round open. Researchers of the project and people who are no longer eligible never count. A closed round stays as it is.
 */
export function judgeRound(round: Round, decisions: readonly Decision[], now: Date): Round['status'] {
  if (round.status !== 'open') return round.status;
  const closed = closedByOne(countedDecisions(round, decisions));
  if (closed !== undefined) return closed;
  if (isQuorum(round.rules, countedApprovals(round, decisions, now))) return 'approved';
  return isAfterDeadline(round, now) && round.rules.onDeadline === 'return' ? 'expired' : 'open';
}

/** How a single answer among those that count ends a round; undefined when all of them approve. */
export function closedByOne(counted: readonly Decision[]): 'denied' | 'changes-wanted' | undefined {
  if (counted.some(({ choice }) => choice === 'deny')) return 'denied';
  return counted.some(({ choice }) => choice === 'changes') ? 'changes-wanted' : undefined;
}

/** Whether the status of a round, or the state of a package, says that a single answer sent the package back. */
export function isSentBack(status: string): status is 'denied' | 'changes-wanted' {
  return status === 'denied' || status === 'changes-wanted';
}

export function isAfterDeadline({ deadline }: Pick<Round, 'deadline'>, now: Date): boolean {
  return now >= new Date(deadline);
}

/** Whether people may still decide although the deadline has come, because the rules keep the round open. */
export function isOverdue(round: Round, now: Date): boolean {
  return round.status === 'open' && round.rules.onDeadline === 'keep' && isAfterDeadline(round, now);
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
  const against = countedDecisions(round, decisions).filter(({ choice }) => choice !== 'approve');
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
