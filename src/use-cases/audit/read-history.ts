import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import { DAY } from '../../domain/base/time.ts';
import { type Happened, type Happening, happened, revealedHistory } from '../../domain/history/history.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { AuditLog } from '../../ports/audit.ts';

/** What happened to an operation, oldest first. `isWhole` is false when more lines followed than are looked through. */
export interface History {
  readonly items: readonly Happened[];
  readonly isWhole: boolean;
}

/** Lines that are looked through. A project with many packages writes some thousands in a month. */
const mostLines = 50_000;

/** Clocks differ, and the line of the first file is written a moment later. */
const earlier = DAY;

export async function readHistory(audit: Pick<AuditLog, 'blobs'>, operation: Operation): Promise<History> {
  const items: Happening[] = [];
  for await (const event of eventsAbout(audit, operation)) {
    if (event === 'too-many') return { items: revealedHistory(items, operation), isWhole: false };
    const one = happened(event, operation);
    if (one !== undefined) items.push(one);
  }
  return { items: revealedHistory(items, operation), isWhole: true };
}

/** The events of lines that name an operation, from the month in which it began; `too-many` ends them where more follow than are looked through. */
export async function* eventsAbout(
  audit: Pick<AuditLog, 'blobs'>,
  { project, id, startedAt }: Pick<Operation, 'project' | 'id' | 'startedAt'>,
): AsyncGenerator<AuditEvent | 'too-many'> {
  const month = new Date(Date.parse(startedAt) - earlier).toISOString().slice(0, 7);
  let count = 0;
  for await (const { lines } of audit.blobs(project, `${project}/${month}/`)) {
    for await (const line of lines) {
      count += 1;
      if (count > mostLines) return yield 'too-many';
      const event = line.includes(id) ? eventIn(line) : undefined;
      if (event !== undefined) yield event;
    }
  }
}
