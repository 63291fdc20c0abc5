import type { AuditEvent } from '../domain/audit-chain.ts';
import type { Operation } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';

/** The actor of what nobody asked for by hand. */
export const controlPlane = 'control-plane';

/** What `record` adds to the operation: `id` without the operation's own id, which is put before it so that a repeat is recognised. */
export interface Note {
  readonly id: string;
  readonly kind: string;
  readonly actor?: string;
  readonly data?: AuditEvent['data'];
}

/** Writes one event of an operation into its project's chain; a repeat with the same id changes nothing. */
export async function record(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  operation: Pick<Operation, 'id' | 'project'>,
  note: Note,
): Promise<void> {
  const { id, kind, actor = controlPlane, data = {} } = note;
  const event = { id: `${operation.id}.${id}`, at: clock.now().toISOString(), kind, actor, data };
  await audit.append(operation.project, [{ ...event, project: operation.project, operation: operation.id }]);
}
