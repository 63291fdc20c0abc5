import type { AuditKind } from '../audit/audit-kinds.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { controlPlane } from '../base/control-plane.ts';
import { evidenceData } from '../inspection/round-evidence.ts';
import { withoutEvidenceData } from '../inspection/without-evidence.ts';
import type { Decision } from './decision.ts';
import { decisionEvent } from './decision-event.ts';
import type { Question, Round } from './round.ts';
import { deadlineRuleText } from './round-deadline.ts';
import { roundData } from './round-in-line.ts';
import { overLimitsData } from './soft-limits.ts';

/** What was changed in an open round. */
type Change<Kind extends 'amended' | 'escalated' | 'extended' | 'resent'> = NonNullable<Round[Kind]>;

/** The audit lines of a round as its row tells them: each question and answer, of changes of its people, of more time and of new links only the last. */
export function roundEvents(round: Round): AuditEvent[] {
  const { number, rules, amended } = round;
  const opened = {
    round: number,
    digest: round.digest,
    ...evidenceData(round.evidence),
    ...withoutEvidenceData(round),
    definition: round.definition,
    quorum: rules.quorum,
    independent: rules.independent,
    ...overLimitsData(rules),
    onDeadline: rules.onDeadline,
    blind: rules.blind,
    ...(rules.authContext === undefined ? {} : { authContext: rules.authContext }),
    deadline: round.deadline,
    ...ruleOf(round),
  };
  return [
    roundEvent(round, `round-${number}`, 'review.opened', round.openedAt, opened),
    ...(amended === undefined ? [] : [amendedEvent(round, amended)]),
    ...(round.escalated === undefined ? [] : [escalatedEvent(round, round.escalated)]),
    ...questionEvents(round),
    ...operatorEvents(round),
    ...(round.status === 'superseded' || round.status === 'withdrawn' ? closingEvents(round, round.status) : []),
    ...approvedEvents(round),
  ];
}

export function reviewEvents(rounds: readonly Round[], decisions: readonly Decision[]): AuditEvent[] {
  const roundOf = ({ round }: Decision) => rounds.find(({ number }) => number === round);
  return [...rounds.flatMap(roundEvents), ...decisions.map((decision) => decisionEvent(decision, roundOf(decision)))];
}

/** What operators and the deadline did to a round: more time, new links, and that it expired. */
export function operatorEvents(round: Round): AuditEvent[] {
  const { extended, resent } = round;
  return [
    ...(extended === undefined ? [] : [extendedEvent(round, extended)]),
    ...(resent === undefined ? [] : [resentEvent(round, resent)]),
    ...(round.status === 'expired' ? closingEvents(round, round.status) : []),
  ];
}

export function questionEvents(round: Round): AuditEvent[] {
  return (round.questions ?? []).flatMap((one) => [
    askedEvent(round, one),
    ...(one.answer === undefined ? [] : [answeredEvent(round, one, one.answer)]),
  ]);
}

function askedEvent(round: Round, { number, by, at, text, remarks, until }: Question): AuditEvent {
  const about = remarks === undefined ? {} : { remarks: remarks.digest, remarkedFiles: remarks.files };
  const data = { round: round.number, question: number, text, ...about, until };
  return { ...roundEvent(round, questionId(round, number), 'review.asked', at, data), actor: by };
}

function answeredEvent(
  round: Round,
  { number }: Question,
  { at, by, text }: NonNullable<Question['answer']>,
): AuditEvent {
  const data = { round: round.number, question: number, text };
  return { ...roundEvent(round, `${questionId(round, number)}-answered`, 'review.answered', at, data), actor: by };
}

function questionId(round: Round, number: number): string {
  return `round-${round.number}-question-${number}`;
}

/** Questions that hold the release no longer, although nobody has answered them while the round was open: once each. */
export function unansweredEvents(round: Round, now: Date): AuditEvent[] {
  const end = round.closedAt ?? now.toISOString();
  const over = (round.questions ?? []).filter(({ answer, until }) => answer === undefined && until <= end);
  return over.map(({ number, until }) =>
    roundEvent(round, `${questionId(round, number)}-unanswered`, 'review.unanswered', until, {
      round: round.number,
      question: number,
    }),
  );
}

function ruleOf({ deadlineRule }: Pick<Round, 'deadlineRule'>): { readonly deadlineRule?: string } {
  return deadlineRule === undefined ? {} : { deadlineRule: deadlineRuleText(deadlineRule) };
}

function closingEvents(round: Round, status: 'expired' | 'superseded' | 'withdrawn'): AuditEvent[] {
  const { number, closedAt, deadline } = round;
  if (closedAt === undefined) return [];
  const data = status === 'expired' ? { round: number, deadline } : { round: number };
  return [roundEvent(round, `round-${number}-${status}`, `review.${status}`, closedAt, data)];
}

/** A round whose questions held it was approved by time, perhaps: no decision tells of that. */
function approvedEvents(round: Round): AuditEvent[] {
  const { number, status, questions, closedAt } = round;
  if (status !== 'approved' || questions === undefined || closedAt === undefined) return [];
  const id = `round-${number}-approved-${closedAt.replace(/\D/g, '')}`;
  return [roundEvent(round, id, 'review.approved', closedAt, { round: number })];
}

function extendedEvent(round: Round, extended: Change<'extended'>): AuditEvent {
  const { at, by, reason, deadline, revision } = extended;
  const data = { round: round.number, deadline, ...ruleOf(extended), reason, revision };
  return { ...roundEvent(round, `round-${round.number}-extended-${revision}`, 'review.extended', at, data), actor: by };
}

function resentEvent(round: Round, { at, by, reason, to, revision }: Change<'resent'>): AuditEvent {
  const data = { round: round.number, to: to.join(' '), reason, revision };
  return { ...roundEvent(round, `round-${round.number}-resent-${revision}`, 'review.resent', at, data), actor: by };
}

/** A round that is kept open past its deadline: once for each deadline. */
export function overdueEvent(round: Round, at: Date): AuditEvent {
  const { number, deadline } = round;
  const id = `round-${number}-overdue-${deadline.replace(/\D/g, '')}`;
  return roundEvent(round, id, 'review.overdue', at.toISOString(), { round: number, deadline });
}

function amendedEvent(round: Round, { at, definition, came, left, revision }: Change<'amended'>): AuditEvent {
  const data = { round: round.number, definition, came: came.join(' '), left: left.join(' ') };
  return roundEvent(round, `round-${round.number}-amended-${revision}`, 'review.amended', at, data);
}

function escalatedEvent(round: Round, { at, came, revision }: Change<'escalated'>): AuditEvent {
  const data = { round: round.number, came: came.join(' '), deadline: round.deadline };
  return roundEvent(round, `round-${round.number}-escalated-${revision}`, 'review.escalated', at, data);
}

/** An open round that waits in vain since a change of its people or an absence: operators must name more approvers, or it ends at its deadline. */
export function unreachableEvent(round: Round, key: string, at: Date): AuditEvent {
  const { number, rules } = round;
  const data = { round: number, quorum: rules.quorum, independent: rules.independent, deadline: round.deadline };
  const id = `round-${number}-unreachable-${key}`;
  return roundEvent(round, id, 'review.unreachable', at.toISOString(), data);
}

function roundEvent(round: Round, id: string, kind: AuditKind, at: string, said: AuditEvent['data']): AuditEvent {
  const { exportId: operation, project } = round;
  const data = { ...said, ...roundData(round) };
  return { id: `${operation}.${id}`, at, kind, project, operation, actor: controlPlane, data };
}
