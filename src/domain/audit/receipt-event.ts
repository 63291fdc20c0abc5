import { createHash } from 'node:crypto';
import { controlPlane } from '../base/control-plane.ts';
import type { AuditEvent } from './chain-line.ts';

/** A receipt as the audit tells of it. `operation` is null for the receipt of a closed project. */
export interface RecordedReceipt {
  readonly project: string;
  readonly operation: string | null;
  readonly name: string;
  /** SHA-256 (hex) of its text. */
  readonly sha256: string;
}

/** The line of a receipt: whoever has the receipt knows all of it but its time and what stood before it. */
export function receiptEvent({ project, operation, name, sha256 }: RecordedReceipt, at: string): AuditEvent {
  const id = operation === null ? name : `${operation}.${name.slice(operation.length + 1)}`;
  const data = { receipt: name, sha256 };
  return { id, at, kind: 'receipt.written', project, operation, actor: controlPlane, data };
}

export function receiptHash(jws: string): string {
  return createHash('sha256').update(jws).digest('hex');
}
