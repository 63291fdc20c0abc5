import { operationOfEvent } from '../../domain/audit/audit-event.ts';
import { type LostEvent, lostEvent } from '../../domain/audit/chain-head.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import type { Clock } from '../../ports/ports.ts';
import type { AuditHeads, EventNote } from './audit-heads.ts';
import type { ChainMemory, KnownEnd } from './chain-memory.ts';

/** Events that the table does not know. `isAsked`: it was asked for a whole operation. `isRead`: the end of the chain was read from the lines. */
interface Unknown {
  readonly news: readonly AuditEvent[];
  readonly standing: ReadonlyMap<string, EventNote>;
  readonly isAsked: boolean;
  readonly isRead: boolean;
}

/**
 * Whether events may be no news at all, since rows are lost: an operation was asked for, and what stands of others is trusted, or nothing of it
 * is known. Events of no operation are asked for one by one, which shows nothing; they are doubted now and then.
 */
export function isLookNeeded(
  { memory, clock }: { readonly memory: ChainMemory; readonly clock: Clock },
  { news, standing, isAsked, isRead }: Unknown,
): boolean {
  const known = new Set([...standing.keys()].map(operationOfEvent));
  if (isAsked && news.length > 0 && (!isRead || news.some(({ id }) => !known.has(operationOfEvent(id))))) return true;
  return news.some(({ id }) => operationOfEvent(id) === undefined) && memory.isLookDue(clock.now().getTime());
}

/** A table that was put back, or has lost rows, knows nothing of the last line, and may know nothing of others. */
export async function lostNewest(
  { heads, chain }: { readonly heads: Pick<AuditHeads, 'noteOfLine'>; readonly chain: string },
  { head: { newest } }: Pick<KnownEnd, 'head'>,
): Promise<LostEvent | undefined> {
  if (newest === undefined || (await heads.noteOfLine(chain, newest)) !== undefined) return undefined;
  return lostEvent(chain, newest);
}
