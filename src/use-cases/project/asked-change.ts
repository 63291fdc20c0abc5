import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { pendingDays } from '../../domain/base/second-operator.ts';
import { daysLater } from '../../domain/base/time.ts';
import { endsChange } from '../../domain/definition/recorded-change.ts';
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
      return [...later].some((line) => endsChange(line, String(event.data['change']))) ? undefined : event;
  }
  return undefined;
}
