import type { UploadProblem } from './operation.ts';
import { isUpTo, type Project } from './project.ts';
import { type Decision, eligible, isQuorum, judgeRound, type Round, supporters } from './round.ts';
import { daysLater } from './time.ts';

/** Why a decision was refused. */
export type RefusalCode =
  | 'closed'
  | 'not-in-review'
  | 'not-approver'
  | 'already-decided'
  | 'wrong-digest'
  | 'ticks-missing'
  | 'reason-missing'
  | 'not-eligible';

/**
 * What becomes of a decision. `accept` carries the round as it must be written together with the decision; `repeat` means that the
 * same person said the same before and nothing is to be done.
 */
export type Consideration =
  | { readonly kind: 'accept'; readonly round: Round }
  | { readonly kind: 'repeat' }
  | {
      readonly kind: 'refuse';
      readonly code: RefusalCode;
      readonly message: string;
    };

/** Decides whether a decision counts, given the round and all decisions as they are stored now. */
export function considerDecision(input: {
  readonly round: Round;
  readonly decisions: readonly Decision[];
  readonly decision: Decision;
  readonly now: Date;
}): Consideration {
  const { round, decisions, decision, now } = input;
  const refusal = refusePerson(round, decision, now);
  if (refusal) return refusal;
  const earlier = decisions.find((other) => other.round === round.number && other.approver === decision.approver);
  if (earlier?.choice === decision.choice) return { kind: 'repeat' };
  const status = judgeRound(round, decisions, now);
  if (status !== 'open') {
    return refuse('closed', `This round is closed: it is ${status}`);
  }
  if (earlier) return refuse('already-decided', `You have decided already: ${earlier.choice}, on ${earlier.at}`);
  return refuseForm(round, decision) ?? accept(round, [...decisions, decision], now);
}

function refuse(code: RefusalCode, message: string): Extract<Consideration, { kind: 'refuse' }> {
  return { kind: 'refuse', code, message };
}

function refusePerson(round: Round, { approver }: Decision, now: Date): Consideration | undefined {
  if (!round.approvers.some((person) => person.oid === approver)) {
    return refuse('not-approver', 'You are not an approver of this round');
  }
  if (eligible(round, approver, now)) return undefined;
  return round.researchers.includes(approver)
    ? refuse('not-eligible', 'You are a researcher of this project and cannot decide about its packages')
    : refuse('not-eligible', 'Your time as an approver of this project has ended');
}

function refuseForm(round: Round, decision: Decision): Consideration | undefined {
  const sameRound = decision.exportId === round.exportId && decision.round === round.number;
  if (!sameRound || decision.digest !== round.digest) {
    return refuse('wrong-digest', 'The files are not those that this round is about. Open the link again.');
  }
  if (decision.choice === 'approve' && !(decision.lookedAt && decision.deidentified)) {
    return refuse('ticks-missing', 'Say that you have looked at the files and that personal information was removed');
  }
  if (decision.choice === 'deny' && decision.reason.trim() === '') {
    return refuse('reason-missing', 'Say why, so that the researchers know what to change');
  }
  return undefined;
}

function accept(round: Round, decisions: readonly Decision[], now: Date): Consideration {
  const status = judgeRound(round, decisions, now);
  const closing = status === 'open' ? {} : { closedAt: now.toISOString() };
  return { kind: 'accept', round: { ...round, status, ...closing, revision: round.revision + 1 } };
}

/** What is to happen with an approved package right before its release. `drop` lists object ids whose approvals no longer count. */
export type Recheck =
  | { readonly kind: 'release' }
  | { readonly kind: 'reopen'; readonly drop: readonly string[] }
  | { readonly kind: 'return'; readonly why: string };

/** Looks at the project as it is now: people may have left, become researchers or lost their eligibility since they approved. */
export function recheckRelease(input: {
  readonly project: Project;
  /** undefined for a package that needed no approval when it was frozen. */
  readonly round: Round | undefined;
  readonly decisions: readonly Decision[];
  readonly now: Date;
}): Recheck {
  const { project, round, decisions, now } = input;
  if (!isUpTo(project.ends, now)) return { kind: 'return', why: `The project ended on ${project.ends}.` };
  if (!round) {
    return project.egress.approval.required
      ? { kind: 'return', why: 'The project asks for an approval now, and nobody was asked about this package.' }
      : { kind: 'release' };
  }
  const today = withPeopleOf(round, project);
  if (isQuorum(round.rules, supporters(today, decisions, now))) return { kind: 'release' };
  const able = today.approvers.filter((person) => eligible(today, person.oid, now));
  if (!isQuorum(round.rules, able)) {
    return {
      kind: 'return',
      why: 'There are no longer enough approvers in this project for the approval that it needs.',
    };
  }
  const stay = new Set(supporters(today, decisions, now).map((person) => person.oid));
  const drop = supporters({ ...round, researchers: [] }, decisions, new Date(round.openedAt))
    .map((person) => person.oid)
    .filter((oid) => !stay.has(oid));
  return { kind: 'reopen', drop };
}

/** The round with those of its approvers who still are, as they are in the project now. */
function withPeopleOf(round: Round, project: Project): Round {
  const asked = new Set(round.approvers.map((person) => person.oid));
  return {
    ...round,
    approvers: project.people.approvers.filter((person) => asked.has(person.oid)),
    researchers: project.people.researchers.map((person) => person.oid),
  };
}

/**
 * The round after a release was called off: open again, with a new deadline, for the people of the project now without those who
 * were dropped. The other approvals stay.
 */
export function reopenRound(round: Round, project: Project, drop: readonly string[], now: Date): Round {
  const { closedAt: _, ...open } = withPeopleOf(round, project);
  return {
    ...open,
    status: 'open',
    deadline: roundDeadline(project, now),
    approvers: open.approvers.filter((person) => !drop.includes(person.oid)),
    revision: round.revision + 1,
  };
}

/** The round that asks this project's approvers about a frozen package. Number 1 is the first; `now` is when it opens. */
export function newRound(input: {
  readonly exportId: string;
  readonly project: Project;
  readonly number: number;
  readonly digest: string;
  readonly now: Date;
}): Round {
  const { exportId, project, number, digest, now } = input;
  const { quorum, independent } = project.egress.approval;
  return {
    exportId,
    project: project.id,
    number,
    digest,
    rules: { quorum, independent },
    approvers: project.people.approvers,
    researchers: project.people.researchers.map((person) => person.oid),
    openedAt: now.toISOString(),
    deadline: roundDeadline(project, now),
    status: 'open',
    revision: 1,
  };
}

/** The problem of a project in which not enough people may decide about a package at that time; a round would wait in vain. */
export function quorumProblem({ people, egress }: Project, now: Date): UploadProblem | undefined {
  const { required, quorum, independent } = egress.approval;
  const { approvers } = people;
  const researchers = people.researchers.map((person) => person.oid);
  const able = approvers.filter((person) => eligible({ approvers, researchers }, person.oid, now));
  if (!required || isQuorum({ quorum, independent }, able)) return undefined;
  const free = able.filter((person) => person.independent).length;
  // Who may decide is written outside, so all of it may leave.
  const message = `Of the project's approvers ${able.length} may decide now, ${free} of them independent; ${quorum} must approve, ${independent} of them independent. Ask an operator to name more, then send the package under another name.`;
  return { rule: 'approvers', path: null, value: String(able.length), message, publicMessage: message };
}

function roundDeadline(project: Project, now: Date): string {
  return daysLater(now, project.egress.approval.deadlineDays).toISOString();
}
