import type { ApprovalRules, Approver } from './project.ts';
import { isUpTo } from './project.ts';

/** One round of approval: the approvers are asked about one digest of a package. Times are ISO 8601 in UTC; rules and people are those of its start. */
export interface Round {
  readonly exportId: string;
  readonly project: string;
  readonly number: number;
  readonly digest: string;
  readonly rules: Pick<ApprovalRules, 'quorum' | 'independent'>;
  readonly approvers: readonly Approver[];
  /** Object ids. */
  readonly researchers: readonly string[];
  readonly openedAt: string;
  readonly deadline: string;
  readonly status: 'open' | 'approved' | 'denied' | 'expired' | 'withdrawn' | 'superseded';
  readonly closedAt?: string;
  readonly revision: number;
}

/** What one approver said in one round. `approver` is the object id; `lookedAt` and `deidentified` are the two ticks. */
export interface Decision {
  readonly exportId: string;
  readonly project: string;
  readonly round: number;
  readonly approver: string;
  readonly name: string;
  readonly choice: 'approve' | 'deny';
  readonly reason: string;
  readonly lookedAt: boolean;
  readonly deidentified: boolean;
  readonly digest: string;
  readonly at: string;
}

/**
 * Where a round stands at a time: one deny denies; enough different approvers, enough of them independent, approve; then the
 * deadline counts. Researchers of the project and people who are no longer eligible never count. A closed round stays as it is.
 */
export function judgeRound(round: Round, decisions: readonly Decision[], now: Date): Round['status'] {
  if (round.status !== 'open') return round.status;
  const mine = decisions.filter((decision) => belongs(round, decision));
  if (
    mine.some((decision) => decision.choice === 'deny' && mayDecide(round, decision.approver, new Date(decision.at)))
  ) {
    return 'denied';
  }
  if (isQuorum(round.rules, supporters(round, mine, now))) return 'approved';
  return now >= new Date(round.deadline) ? 'expired' : 'open';
}

/** Whether these people are enough for the rules. */
export function isQuorum(rules: Round['rules'], people: readonly Approver[]): boolean {
  return people.length >= rules.quorum && people.filter((person) => person.independent).length >= rules.independent;
}

/** The approver of the round with that object id, when decisions of theirs count at that time. */
export function eligible(round: Pick<Round, 'approvers' | 'researchers'>, oid: string, at: Date): Approver | undefined {
  const person = round.approvers.find((approver) => approver.oid === oid);
  if (!person || round.researchers.includes(oid)) return undefined;
  return person.eligibleUntil === undefined || isUpTo(person.eligibleUntil, at) ? person : undefined;
}

/** The different people whose approvals of this round count at that time. */
export function supporters(round: Round, decisions: readonly Decision[], now: Date): Approver[] {
  const oids = new Set(
    decisions
      .filter((decision) => belongs(round, decision) && decision.choice === 'approve')
      .filter((decision) => decision.lookedAt && decision.deidentified)
      .map((decision) => decision.approver),
  );
  return [...oids].flatMap((oid) => eligible(round, oid, now) ?? []);
}

function mayDecide(round: Round, oid: string, at: Date): boolean {
  return eligible(round, oid, at) !== undefined;
}

function belongs(round: Round, decision: Decision): boolean {
  return (
    decision.exportId === round.exportId &&
    decision.round === round.number &&
    decision.digest === round.digest &&
    new Date(decision.at) < new Date(round.deadline)
  );
}
