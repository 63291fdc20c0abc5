import { openingEventId, operationOfEvent } from '../../domain/audit/audit-event.ts';
import { type LostEvent, lastLine, lostEvent } from '../../domain/audit/chain-head.ts';
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
function isLookNeeded(
  { memory, clock }: { readonly memory: ChainMemory; readonly clock: Clock },
  { news, standing, isAsked, isRead }: Unknown,
): boolean {
  const known = new Set([...standing.keys()].map(operationOfEvent));
  if (isAsked && news.length > 0 && (!isRead || news.some(({ id }) => !known.has(operationOfEvent(id))))) return true;
  return news.some(({ id }) => operationOfEvent(id) === undefined) && memory.isLookDue(clock.now().getTime());
}

/** Whether an event follows others of its operation of which nothing is known. */
function isOrphan({ standing }: Unknown, { id }: AuditEvent): boolean {
  const operation = operationOfEvent(id);
  const opening = operation === undefined ? id : openingEventId(operation);
  return opening !== id && !standing.has(opening);
}

/** Rows of events that are gone while others wrote on: there are fewer than lines. Only where one may be missing they are counted. */
async function lostBefore(
  { heads, chain }: { readonly heads: Pick<AuditHeads, 'knownEvents'>; readonly chain: string },
  { head }: Pick<KnownEnd, 'head'>,
  unknown: Unknown,
): Promise<LostEvent | undefined> {
  const orphan = unknown.news.find((event) => isOrphan(unknown, event));
  if (orphan === undefined) return undefined;
  const { count } = await heads.knownEvents(chain);
  return count < head.position.count ? lostEvent(chain, `what stands before ${orphan.id}`) : undefined;
}

/** A table that was put back, or has lost rows, knows nothing of the last line, and may know nothing of others. */
export async function lostNewest(
  { heads, chain }: { readonly heads: Pick<AuditHeads, 'noteOfLine'>; readonly chain: string },
  { head: { newest } }: Pick<KnownEnd, 'head'>,
): Promise<LostEvent | undefined> {
  if (newest === undefined || (await heads.noteOfLine(chain, newest)) !== undefined) return undefined;
  return lostEvent(chain, lastLine(newest));
}

/** Why events may stand in the chain already, though the table does not know them; undefined where nothing is lost. */
export async function whatIsLost(
  writing: Parameters<typeof isLookNeeded>[0] & { readonly heads: AuditHeads; readonly chain: string },
  known: Pick<KnownEnd, 'head'>,
  unknown: Unknown,
): Promise<LostEvent | undefined> {
  const newest = isLookNeeded(writing, unknown) ? await lostNewest(writing, known) : undefined;
  return newest ?? (await lostBefore(writing, known, unknown));
}
