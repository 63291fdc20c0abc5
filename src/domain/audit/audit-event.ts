import { controlPlane } from '../base/control-plane.ts';
import { parseOperationId } from '../base/door.ts';
import type { AuditKind } from './audit-kinds.ts';
import type { AuditEvent } from './chain-line.ts';

/** The audit chain of what belongs to no project. */
export const systemChain = '_system';

/** That of incidents, which are read at their own pages only. */
export const incidentChain = '_incidents';

/** Whether a chain is that of no project. */
export function isOfSystem(chain: string): boolean {
  return chain === systemChain || chain === incidentChain;
}

/** `actor` is the control plane when nobody is named. */
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

/** The operation of an event, whose id begins with the operation's; undefined for an event that belongs to none. */
export function operationOfEvent(eventId: string): string | undefined {
  const [operation = ''] = eventId.split('.', 1);
  return parseOperationId(operation) === undefined ? undefined : operation;
}

/** What follows the operation in the id of its first event, by which it was opened. */
export const openingStep = '0';

export function openingEventId(operation: string): string {
  return `${operation}.${openingStep}`;
}
