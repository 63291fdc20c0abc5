import { evidenceHash, type RoundEvidence } from '../inspection/round-evidence.ts';
import type { WithoutEvidence } from '../inspection/without-evidence.ts';
import type { UploadProblem } from '../operation/operation.ts';
import type { Listed } from '../people/people.ts';
import { governanceName } from '../project/governance.ts';
import type { Project } from '../project/project.ts';
import { ordinary } from '../project/project-checks.ts';
import { expiredPartOf, type WhyNotRunning, whyNotRunning } from '../project/project-time.ts';
import { choiceText, type Decision, type SaidNow, saidIn } from './decision.ts';
import { type Opened, refuseByRequirements } from './evidence-requirements.ts';
import { isAmong, joined, mayBeInvited } from './invited.ts';
import { currentDecisions, eligible, isQuorum, judgeRound, type Round } from './round.ts';
import { roundDeadline } from './round-deadline.ts';
import { askedOver } from './soft-limits.ts';

export type RefusalCode =
  | 'closed'
  | 'not-in-review'
  | 'not-approver'
  | 'already-decided'
  | 'wrong-digest'
  | 'said-anew'
  | 'ticks-missing'
  | 'reason-missing'
  | 'not-opened'
  | 'not-eligible'
  | 'enough-asked';

/** `accept` carries the round as it must be written together with the decision; `repeat`: the same person said the same before and nothing is to be done. */
export type DecisionVerdict =
  | { readonly kind: 'accept'; readonly round: Round }
  | { readonly kind: 'repeat' }
  | {
      readonly kind: 'refuse';
      readonly code: RefusalCode;
      readonly message: string;
    };

export function decisionIn(round: Round, said: SaidNow & Pick<Decision, 'approver' | 'remarks'>, now: Date): Decision {
  const { exportId, project, number, approvers, openedAt } = round;
  const { approver, remarks } = said;
  const askedSince = approvers.find(({ oid }) => oid === approver)?.since ?? openedAt;
  const about = { exportId, project, round: number, askedSince };
  const hash = evidenceHash(round.evidence);
  const noted = { ...(remarks === undefined ? {} : { remarks }), ...(hash === undefined ? {} : { evidence: hash }) };
  return { ...about, approver, ...saidIn(said), ...noted, at: now.toISOString() };
}

/**
 * Round and decisions are as they are stored now; what the approver opened is asked for only where an approval waits for it. `saidAt` is that
 * of the round that the page showed.
 */
export function considerDecision(input: {
  readonly round: Round;
  readonly decisions: readonly Decision[];
  readonly decision: Decision;
  readonly saidAt?: string | undefined;
  readonly opened?: Opened | undefined;
  readonly now: Date;
}): DecisionVerdict {
  const { round, decisions, decision, saidAt = '', opened, now } = input;
  const refusal = refusePerson(round, decision, now);
  if (refusal) return refusal;
  const earlier = currentDecisions(round, decisions).find((other) => other.approver === decision.approver);
  if (earlier?.choice === decision.choice) return { kind: 'repeat' };
  const status = judgeRound(round, decisions, now);
  if (status !== 'open') {
    return refuse('closed', `This round is closed: the package was ${endWords[status]}`);
  }
  if (earlier) {
    const did = choiceText(earlier.choice, 'did', 'it');
    return refuse('already-decided', `You have decided already: you ${did}, on ${earlier.at}`);
  }
  if (saidAt !== (round.saidAt ?? '')) {
    return refuse(
      'said-anew',
      'Researchers said more about the package since you opened the page. Read it, then decide',
    );
  }
  return (
    refuseForm(round, decision) ?? refuseUnfit(round, decision, opened) ?? accept(round, [...decisions, decision], now)
  );
}

/** How a package fared in a round that is over, after "the package was". */
export const endWords: Readonly<Record<Exclude<Round['status'], 'open'>, string>> = {
  approved: 'approved by the others',
  denied: 'denied',
  'changes-wanted': 'sent back, because changes are wanted',
  expired: 'not decided in time, so it goes back to its researchers',
  withdrawn: 'withdrawn',
  superseded: 'asked about again under other rules',
};

export function refuse(code: RefusalCode, message: string): Extract<DecisionVerdict, { kind: 'refuse' }> {
  return { kind: 'refuse', code, message };
}

export function refusePerson(
  round: Round,
  { approver }: Pick<Decision, 'approver'>,
  now: Date,
): Extract<DecisionVerdict, { kind: 'refuse' }> | undefined {
  if (eligible(round, approver, now)) return undefined;
  const entry = round.approvers.find((person) => person.oid === approver);
  if (neverCounts(round, approver)) {
    return refuse('not-eligible', 'You are or were a researcher of this project and cannot decide about this package');
  }
  if (!entry) return refuse('not-approver', 'You are not, or no longer, asked about this package');
  return refuse('not-eligible', 'Your time as an approver of this project has ended');
}

function neverCounts({ researchers, approvers }: Round, oid: string): boolean {
  const entry = approvers.find((person) => person.oid === oid);
  return entry ? isAmong(researchers, entry) : researchers.some((person) => person.oid === oid);
}

function refuseForm(round: Round, decision: Decision): DecisionVerdict | undefined {
  const sameRound = decision.exportId === round.exportId && decision.round === round.number;
  if (!sameRound || decision.digest !== round.digest) {
    return refuse('wrong-digest', otherFiles);
  }
  if (decision.choice === 'approve' && !(decision.lookedAt && decision.deidentified)) {
    return refuse('ticks-missing', 'Say that you have looked at the files and that personal information was removed');
  }
  if (decision.choice !== 'approve' && decision.reason.trim() === '') {
    return refuse('reason-missing', 'Say why, so that the researchers know what to change');
  }
  return undefined;
}

export const otherFiles = 'The files are not those that this round is about. Open the link again.';

function refuseUnfit(
  round: Round,
  { choice, reason }: Decision,
  opened: Opened | undefined,
): DecisionVerdict | undefined {
  const refusal = choice === 'approve' ? refuseByRequirements(round, reason, opened) : undefined;
  return refusal && refuse(refusal.code, refusal.message);
}

function accept(round: Round, decisions: readonly Decision[], now: Date): DecisionVerdict {
  const status = judgeRound(round, decisions, now);
  const closing = status === 'open' ? {} : { closedAt: now.toISOString() };
  return { kind: 'accept', round: { ...round, status, ...closing, revision: round.revision + 1 } };
}

export type Recheck =
  | { readonly kind: 'release' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'return'; readonly why: string };

/** Looks at the project as it is now, and at the round as that project has amended it. */
export function recheckRelease(input: {
  readonly project: Project;
  /** undefined for a package that needed no approval when it was frozen. */
  readonly round: Pick<Round, 'status'> | undefined;
  readonly now: Date;
}): Recheck {
  const { project, round, now } = input;
  const whyNot = whyNotRunning(project, now);
  if (whyNot !== undefined) return { kind: 'return', why: notRunning[whyNot](project, now) };
  if (round) return { kind: round.status === 'approved' ? 'release' : 'reopen' };
  return project.egress.approval.required
    ? { kind: 'return', why: 'The project asks for an approval now, and nobody was asked about this package.' }
    : { kind: 'release' };
}

const notRunning: Readonly<Record<WhyNotRunning, (project: Project, now: Date) => string>> = {
  'not-begun': ({ starts }) => `The project begins on ${starts}.`,
  ended: ({ ends }) => `The project ended on ${ends}.`,
  lapsed: (project, now) => {
    const over = expiredPartOf(project, now).map((one) => `${governanceName(one)}, whose last day was ${one.until}`);
    return `The project rests on ${over.join('; ')}.`;
  },
  closed: () => 'The project is closed.',
};

/** Number 1 is the first; `now` is when it opens. `definition` is the hash of the project's version, `researchers` are those that it ever had since the first file was written. */
interface NewRound {
  readonly exportId: string;
  readonly project: Project;
  readonly definition: string;
  readonly researchers: readonly Listed[];
  readonly filesSince: string;
  readonly number: number;
  readonly digest: string;
  /** What is known of the files; undefined where there is no reading room. */
  readonly evidence?: RoundEvidence | undefined;
  /** That two operators let exactly this round go on without; of no use where there is evidence. */
  readonly withoutEvidence?: WithoutEvidence | undefined;
  /** Names of the soft limits that it exceeds. */
  readonly overLimits?: readonly string[] | undefined;
  readonly now: Date;
}

export function newRound(input: NewRound): Round {
  const { exportId, project, definition, researchers, filesSince, number, digest, evidence, withoutEvidence, now } =
    input;
  const { onDeadline, blind, authContext } = project.egress.approval;
  const { disclosure } = project.egress;
  const openedAt = now.toISOString();
  return {
    exportId,
    project: project.id,
    number,
    digest,
    ...(evidence === undefined ? {} : { evidence }),
    ...(withoutEvidence === undefined || evidenceHash(evidence) !== undefined ? {} : { withoutEvidence }),
    definition,
    rules: {
      ...askedOver(project.egress.approval, input.overLimits),
      onDeadline,
      blind,
      disclosure,
      ...(authContext === undefined ? {} : { authContext }),
    },
    approvers: ordinary(mayBeInvited(project, researchers, now)).map((person) => ({ ...person, since: openedAt })),
    researchers: joined(researchers, project.people.researchers),
    filesSince,
    openedAt,
    ...roundDeadline(project, now),
    status: 'open',
    revision: 1,
  };
}

/** The problem of a project in which not enough people may decide about a package at that time; a round would wait in vain. */
export function quorumProblem(project: Project, now: Date): UploadProblem | undefined {
  const { required, quorum, independent } = project.egress.approval;
  const able = ordinary(mayBeInvited(project, [], now));
  if (!required || isQuorum({ quorum, independent }, able)) return undefined;
  const free = able.filter((person) => person.independent).length;
  // Who may decide is written outside, so all of it may leave.
  const message = `Of the project's approvers ${able.length} may decide now, ${free} of them independent; ${quorum} must approve, ${independent} of them independent. Ask an operator to name more, then send the package under another name.`;
  return { rule: 'approvers', path: null, value: String(able.length), message, publicMessage: message };
}
