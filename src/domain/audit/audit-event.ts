import { parseOperationId } from '../base/door.ts';
import type { GroupRefusal } from '../people/group-rule.ts';
import type { Decision } from '../review/round.ts';
import type { AuditKind } from './audit-kinds.ts';
import type { AuditEvent } from './chain-line.ts';

/** The actor of what nobody asked for by hand. */
export const controlPlane = 'control-plane';

/** The audit chain of what belongs to no project. */
export const systemChain = '_system';

/** What `note` is told: the event's own words; `actor` is the control plane when nobody is named, `data` may be left out. */
export interface NoteParts {
  readonly id: string;
  readonly at: Date;
  readonly kind: AuditKind;
  readonly actor?: string;
  readonly data?: AuditEvent['data'];
}

/** An event that belongs to no operation, in the chain of a project or of the system. */
export function note(chain: string, { id, at, kind, actor = controlPlane, data = {} }: NoteParts): AuditEvent {
  return { id, at: at.toISOString(), kind, project: chain, operation: null, actor, data };
}

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
      choice: decision.choice,
      reason: decision.reason,
      lookedAt: decision.lookedAt,
      deidentified: decision.deidentified,
      digest: decision.digest,
      ...(decision.remarks === undefined
        ? {}
        : { remarks: decision.remarks.digest, remarkedFiles: decision.remarks.files }),
      ...(decision.evidence === undefined ? {} : { evidence: decision.evidence }),
    },
  };
}

/** The audit line of a decision that the approver's groups forbade: one for each reason, however often the person tries. */
export function refusalEvent(decision: Decision, { rule, operator }: GroupRefusal): AuditEvent {
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

/** The operation of an event, whose id begins with the operation's; undefined for an event that belongs to none. */
export function operationOfEvent(eventId: string): string | undefined {
  const [operation = ''] = eventId.split('.', 1);
  return parseOperationId(operation) === undefined ? undefined : operation;
}

/** What follows the operation in the id of its first event, by which it was opened. */
export const openingStep = '0';

/** The id of an operation's first event. */
export function openingEventId(operation: string): string {
  return `${operation}.${openingStep}`;
}
