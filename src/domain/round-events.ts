import { controlPlane } from './audit-event.ts';
import type { AuditEvent } from './chain-line.ts';
import type { Amended, Round } from './round.ts';

/** The audit lines of a round as its row tells them: that it was opened, the last change of its people, and that other rules or a withdrawal ended it. */
export function roundEvents(round: Round): AuditEvent[] {
  const { number, rules, amended } = round;
  const opened = {
    round: number,
    digest: round.digest,
    definition: round.definition,
    quorum: rules.quorum,
    independent: rules.independent,
    deadline: round.deadline,
  };
  return [
    roundEvent(round, `round-${number}`, 'review.opened', round.openedAt, opened),
    ...(amended === undefined ? [] : [amendedEvent(round, amended)]),
    ...closingEvent(round),
  ];
}

/** Decisions close a round with lines of their own. */
function closingEvent(round: Round): AuditEvent[] {
  const { number, status, closedAt } = round;
  if ((status !== 'superseded' && status !== 'withdrawn') || closedAt === undefined) return [];
  return [roundEvent(round, `round-${number}-${status}`, `review.${status}`, closedAt, { round: number })];
}

function amendedEvent(round: Round, { at, definition, came, left, revision }: Amended): AuditEvent {
  const data = { round: round.number, definition, came: came.join(' '), left: left.join(' ') };
  return roundEvent(round, `round-${round.number}-amended-${revision}`, 'review.amended', at, data);
}

/** An open round that waits in vain: operators must name more approvers, or it ends at its deadline. Once for each change of the round. */
export function unreachableEvent(round: Round, at: Date): AuditEvent {
  const { number, rules, amended } = round;
  const data = { round: number, quorum: rules.quorum, independent: rules.independent, deadline: round.deadline };
  const id = `round-${number}-unreachable-${amended?.revision ?? 1}`;
  return roundEvent(round, id, 'review.unreachable', at.toISOString(), data);
}

function roundEvent(
  { exportId, project }: Round,
  id: string,
  kind: string,
  at: string,
  data: AuditEvent['data'],
): AuditEvent {
  return { id: `${exportId}.${id}`, at, kind, project, operation: exportId, actor: controlPlane, data };
}
