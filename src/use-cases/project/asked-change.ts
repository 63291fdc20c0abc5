import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { pendingDays } from '../../domain/base/second-operator.ts';
import { daysLater } from '../../domain/base/time.ts';
import type { PendingChange } from '../../domain/definition/pending-change.ts';
import { changeIn, endsOfChange } from '../../domain/definition/recorded-change.ts';
import type { AuditLog } from '../../ports/audit.ts';

/** The line by which a change of the project was asked for that no line ended since. It reads back as many days as a change waits. */
export async function askedChange(
  audit: Pick<AuditLog, 'newest'>,
  project: string,
  now: Date,
): Promise<AuditEvent | undefined> {
  const first = daysLater(now, -pendingDays).toISOString();
  const later = new Set<string>();
  for await (const line of audit.newest(project)) {
    const event = eventIn(line);
    if (event === undefined) continue;
    if (event.at < first) return undefined;
    if (event.operation === null) later.add(event.id);
    if (event.kind === 'project.change-asked')
      return endsOfChange.some((end) => later.has(`${String(event.data['change'])}.${end}`)) ? undefined : event;
  }
  return undefined;
}

/** A change as the audit tells of it: the row of one that cannot be read does not tell its id. */
export async function asTold(
  audit: Pick<AuditLog, 'newest'>,
  change: PendingChange,
  now: Date,
): Promise<PendingChange> {
  const asked = change.unreadable ? await askedChange(audit, change.project, now) : undefined;
  const told = asked && changeIn(asked);
  return told === undefined ? change : { ...change, id: told.change, hash: told.definition, against: told.against };
}
