import { createHash } from 'node:crypto';
import { openingEventId, operationOfEvent } from './audit-event.ts';
import type { AuditEvent } from './chain-line.ts';

/** What a repeat of an event must say as the line says it that stands. Times and the words of errors may honestly be others. */
const heldTo = ['attempt', 'choice', 'digest', 'row', 'runId'] as const;

/** What is known of an event that stands in a chain; lines of earlier versions are known without what they say. */
export interface KnownEvent {
  readonly says?: string;
}

export interface SortedEvents {
  readonly news: readonly AuditEvent[];
  readonly refused: ReadonlyMap<AuditEvent, Error>;
}

/** SHA-256 (hex) over what a repeat of the event must say again. */
export function saysOf({ data }: AuditEvent): string {
  return createHash('sha256')
    .update(JSON.stringify(heldTo.map((name) => data[name] ?? null)))
    .digest('hex');
}

/** The revision that an event's id tells of, when it is the line of a move; the opening is the move to revision 0. */
export function revisionOfMove(eventId: string): number | undefined {
  const [, operation = '', revision] = /^([^.]+)\.(\d+)(?:\.|$)/.exec(eventId) ?? [];
  return operationOfEvent(operation) === undefined ? undefined : Number(revision);
}

/**
 * Sorts events by what stands: a repeat that says the same is no news. One that says something else is refused, and so are a second move to
 * one revision and a move that passes over one: whoever brings such an event works on a row that is older than the chain, or was changed
 * past it.
 */
export function sortEvents(events: readonly AuditEvent[], standing: ReadonlyMap<string, KnownEvent>): SortedEvents {
  const known = new Map(standing);
  const moves = new Map([...standing.keys()].map((id) => [moveOf(id), id]));
  const news: AuditEvent[] = [];
  const refused = new Map<AuditEvent, Error>();
  for (const event of events) {
    const why = whyRefused(event, known, moves);
    if (why !== undefined) refused.set(event, why);
    else if (!known.has(event.id)) {
      news.push(event);
      known.set(event.id, { says: saysOf(event) });
      moves.set(moveOf(event.id), event.id);
    }
  }
  return { news, refused };
}

function whyRefused(
  event: AuditEvent,
  known: ReadonlyMap<string, KnownEvent>,
  moves: ReadonlyMap<string | undefined, string>,
): Error | undefined {
  const { id } = event;
  const standing = known.get(id);
  if (standing !== undefined)
    return standing.says === undefined || standing.says === saysOf(event) ? undefined : contradicts(event, id);
  const move = moveOf(id);
  if (move === undefined) return undefined;
  const other = moves.get(move);
  if (other !== undefined) return contradicts(event, other);
  const operation = operationOfEvent(id) ?? '';
  const before = `${operation}.${Number(revisionOfMove(id)) - 1}`;
  // Of an operation that the first version opened the moves are not known by their ids.
  const passesOver = known.has(openingEventId(operation)) && !moves.has(before);
  return passesOver ? refusal(event, `nothing tells of the move before it, ${before}`) : undefined;
}

/** Names the move to a revision, whatever event led there. */
function moveOf(eventId: string): string | undefined {
  const revision = revisionOfMove(eventId);
  return revision === undefined ? undefined : `${operationOfEvent(eventId)}.${revision}`;
}

function contradicts(event: AuditEvent, standing: string): Error {
  return refusal(event, `the line ${standing} stands there and says something else`);
}

function refusal({ id, project }: AuditEvent, why: string): Error {
  return new Error(
    `The audit of ${project} refuses the event ${id}: ${why}. The row that it comes from is older than the audit, or was changed past it; put it back (sallyport restore plan --project ${project}).`,
  );
}
