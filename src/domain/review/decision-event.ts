import type { AuditKind } from '../audit/audit-kinds.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { type Decision, saidIn } from './decision.ts';

/** The audit line of a decision. Its id is the decision's key, so that appending it again keeps one line. */
export function decisionEvent(decision: Decision): AuditEvent {
  return {
    id: `${decision.exportId}.decision-${decision.round}-${decision.approver}-${decision.askedSince.replace(/\D/g, '')}`,
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
    },
  };
}
/** The audit line of a decision that the approver's groups, or another part of theirs, forbade: one for each reason, however often the person tries. */
export function refusalEvent(
  decision: Decision,
  { rule, operator }: { readonly rule: string; readonly operator: string },
): AuditEvent {
  const { exportId, round, approver, at, project, choice } = decision;
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
