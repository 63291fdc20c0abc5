import type { AuditKind } from '../../domain/audit/audit-kinds.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';

/** What `record` adds to the operation: `id` without the operation's own id, which is put before it so that a repeat is recognised. */
export interface Note {
  readonly id: string;
  readonly kind: AuditKind;
  readonly actor?: string;
  readonly data?: AuditEvent['data'];
}

/** Writes one event of an operation into its project's chain; a repeat with the same id changes nothing. */
export async function record(
  ports: Pick<Ports, 'audit' | 'clock'>,
  operation: Pick<Operation, 'id' | 'project'>,
  note: Note,
): Promise<void> {
  await recordAll(ports, operation, [note]);
}

export async function recordAll(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  operation: Pick<Operation, 'id' | 'project'>,
  notes: readonly Note[],
): Promise<void> {
  const at = clock.now().toISOString();
  await audit.append(
    operation.project,
    notes.map((note) => eventOf(operation, note, at)),
  );
}

export function eventOf(
  { id: operation, project }: Pick<Operation, 'id' | 'project'>,
  { id, kind, actor = controlPlane, data = {} }: Note,
  at: string,
): AuditEvent {
  return { id: `${operation}.${id}`, at, kind, project, operation, actor, data };
}
