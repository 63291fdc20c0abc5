import type { AuditKind } from '../audit/audit-kinds.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { type Decision, type Saying, saidIn } from './decision.ts';
import type { Round } from './round.ts';
import { roundData } from './round-in-line.ts';

/** The id of the line of a decision: its key, so that appending it again keeps one line. */
export function decisionLine({
  exportId,
  round,
  approver,
  askedSince,
}: Pick<Decision, 'exportId' | 'round' | 'approver' | 'askedSince'>): string {
  return `${exportId}.decision-${round}-${approver}-${askedSince.replace(/\D/g, '')}`;
}

/** The audit line of a decision, with its round as it stands. */
export function decisionEvent(decision: Decision, round?: Round): AuditEvent {
  return {
    id: decisionLine(decision),
    at: decision.at,
    kind: 'decision.recorded' satisfies AuditKind,
    project: decision.project,
    operation: decision.exportId,
    actor: decision.approver,
    data: {
      round: decision.round,
      // Rows and lines of earlier versions hold the name of the approver too.
      ...(decision.name === undefined ? {} : { name: decision.name }),
      ...saidIn(decision),
      ...(decision.remarks === undefined
        ? {}
        : { remarks: decision.remarks.digest, remarkedFiles: decision.remarks.files }),
      ...(decision.evidence === undefined ? {} : { evidence: decision.evidence }),
      ...(round === undefined ? {} : roundData(round)),
    },
  };
}

/** What an approver said, or tried to say, where and when. */
export interface SaidIn extends Pick<Decision, 'exportId' | 'round' | 'approver' | 'at' | 'project'> {
  readonly choice: Saying;
}

/** The audit line of what the approver's groups, or another part of theirs, forbade them to say: one for each reason, however often the person tries. */
export function refusalEvent(
  said: SaidIn,
  { rule, operator }: { readonly rule: string; readonly operator: string },
): AuditEvent {
  const { exportId, round, approver, at, project, choice } = said;
  return {
    id: `${exportId}.refused-${round}-${approver}-${rule}`,
    at,
    kind: 'decision.refused' satisfies AuditKind,
    project,
    operation: exportId,
    actor: approver,
    data: { round, choice, rule, why: operator },
  };
}
