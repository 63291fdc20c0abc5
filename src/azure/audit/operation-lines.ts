import { openingEventId, operationOfEvent } from '../../domain/audit/audit-event.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { RecordedOperation } from '../../ports/audit.ts';
import { readLine } from './audit-blobs.ts';
import type { EventNote } from './audit-heads.ts';
import { heldByNow, type Writing } from './chain-writer.ts';

/** So many lines of moves are kept as this process wrote or read them: who compares a row with its newest move needs no request then. */
const movesKept = 200;

export class OperationLines {
  readonly #writingTo: (chain: string) => Writing;
  readonly #newest: (chain: string) => AsyncIterable<string>;
  readonly #moves = new RecentCache<AuditEvent>(movesKept);

  constructor(writingTo: (chain: string) => Writing, newest: (chain: string) => AsyncIterable<string>) {
    this.#writingTo = writingTo;
    this.#newest = newest;
  }

  async of(chain: string, operation: string): Promise<RecordedOperation> {
    const { events, holdLines } = await heldByNow(this.#writingTo(chain), operation);
    const ids = new Set((await this.#sinceFirst(chain, operation, events)).keys());
    return { ids, holdLines };
  }

  async #sinceFirst(
    chain: string,
    operation: string,
    notes: ReadonlyMap<string, EventNote>,
  ): Promise<ReadonlyMap<string, EventNote>> {
    const writing = this.#writingTo(chain);
    const opening = openingEventId(operation);
    if (notes.has(opening) || !(await writing.heads.holds(chain, opening))) return notes;
    // The first version kept no ids, so they are read from the lines.
    const all = new Map(notes);
    for await (const line of this.#newest(chain)) {
      const { event } = readLine(line);
      if (event?.operation === operation && !all.has(event.id)) all.set(event.id, { id: event.id });
    }
    return all;
  }

  async event(chain: string, eventId: string): Promise<AuditEvent | undefined> {
    const found = this.#moves.known(eventId) ?? (await this.#find(chain, eventId));
    if (found !== undefined) this.keep([found]);
    return found;
  }

  /** Keeps those that hold a row. */
  keep(events: readonly AuditEvent[]): void {
    for (const event of events) if (event.data['row'] !== undefined) this.#moves.keep(event.id, event);
  }

  async #find(chain: string, eventId: string): Promise<AuditEvent | undefined> {
    const writing = this.#writingTo(chain);
    const { heads, blobs } = writing;
    const { events } = await heldByNow(writing, operationOfEvent(eventId));
    // Whoever is in no table is in no line: what stands behind the head was counted just now.
    const note = events.get(eventId) ?? (await heads.noteOf(chain, eventId));
    if (note === undefined) return undefined;
    const found = await blobs.eventAt(note);
    if (found !== undefined) return found;
    // Rows of earlier versions do not say where the line stands.
    for await (const line of this.#newest(chain)) {
      const { event } = readLine(line);
      if (event?.id === eventId) return event;
    }
    return undefined;
  }
}
