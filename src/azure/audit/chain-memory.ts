import { openingEventId, operationOfEvent } from '../../domain/audit/audit-event.ts';
import type { WholeHead } from '../../domain/audit/chain-head.ts';
import type { AuditHeads, EventNote, Head } from './audit-heads.ts';

/** A head, with the event of the last line that it counts; undefined where that line is none, or there is none. */
export interface KnownHead extends Head<WholeHead> {
  readonly newest: string | undefined;
}

/** The end of a chain as this process left it, and what it knows of the events before. */
export interface KnownEnd {
  readonly head: KnownHead;
  readonly operations: OperationEvents;
}

const operationsAtMost = 30;
/** What nobody asks the table for all the time may be gone for so long before a writer sees it. */
const looksEveryMs = 60_000;

/**
 * The events that a chain holds, of some operations, up to the end that they are kept with. They are asked for once for each operation:
 * what comes behind that end is added, or makes the next append fail.
 */
export class OperationEvents {
  readonly #known = new Map<string, Promise<Map<string, EventNote>>>();

  /** What the chain knows of the events, and of all others of their operations; the rest is looked for each time. `isAsked`: so was an operation. */
  async around(
    heads: AuditHeads,
    chain: string,
    eventIds: readonly string[],
  ): Promise<{ readonly known: ReadonlyMap<string, EventNote>; readonly isAsked: boolean }> {
    const known = new Map<string, EventNote>();
    const operations = new Set(eventIds.flatMap((id) => operationOfEvent(id) ?? []));
    const isAsked = [...operations].some((operation) => !this.#known.has(operation));
    for (const operation of operations)
      for (const [id, note] of await this.of(heads, chain, operation)) known.set(id, note);
    const alone = [...new Set(eventIds)].filter((id) => {
      const operation = operationOfEvent(id);
      // An operation that the first version opened may have events in its rows too; they lie apart.
      return operation === undefined || !(known.has(id) || known.has(openingEventId(operation)));
    });
    for (const note of await Promise.all(alone.map((id) => heads.noteOf(chain, id))))
      if (note !== undefined) known.set(note.id, note);
    return { known, isAsked };
  }

  of(heads: AuditHeads, chain: string, operation: string): Promise<ReadonlyMap<string, EventNote>> {
    const events = this.#known.get(operation) ?? heads.eventsOf(chain, operation);
    this.#known.delete(operation);
    this.#known.set(operation, events);
    const [oldest] = this.#known.keys();
    if (this.#known.size > operationsAtMost && oldest !== undefined) this.#known.delete(oldest);
    return events;
  }

  /** Takes in the events of lines that stand behind the end now. */
  async add(notes: Iterable<EventNote>): Promise<void> {
    for (const note of notes) (await this.#known.get(operationOfEvent(note.id) ?? ''))?.set(note.id, note);
  }
}

/**
 * What a process remembers of a chain that it writes to. It is taken for each append and kept again after one that went well, so that
 * nothing is remembered after an error. While other processes write too nothing is remembered, since it would be wrong most times.
 */
export class ChainMemory {
  #end: KnownEnd | undefined;
  #lastEtag: string | undefined;
  #meetsOthers = false;
  #trusted: KnownHead | undefined;
  #lookedAt: number | undefined;

  /** The last head that this process wrote, or held against the lines. Lines up to it never change, so the next head is checked from there. */
  get trusted(): KnownHead | undefined {
    return this.#trusted;
  }

  trust(head: KnownHead): void {
    this.#trusted = head;
  }

  /** Whether it is time to look at the row of the last line again; a process begins by looking. */
  isLookDue(now: number): boolean {
    this.#lookedAt ??= now;
    if (now - this.#lookedAt < looksEveryMs) return false;
    this.#lookedAt = now;
    return true;
  }

  /** Somebody found that something is wrong with the head: whoever appends looks at all of it again. */
  forget(): void {
    this.#end = undefined;
    this.#trusted = undefined;
  }

  take(): KnownEnd | undefined {
    const end = this.#end;
    this.#end = undefined;
    return end;
  }

  meetOthers(): void {
    this.#meetsOthers = true;
  }

  /** The head as it was read: when it is the one that this process left, nobody else has written since. */
  see({ etag }: Head): void {
    if (etag === this.#lastEtag) this.#meetsOthers = false;
  }

  /** One that is kept already and lies further on stays. */
  keep(end: KnownEnd): void {
    if (this.#end !== undefined && this.#end.head.position.count > end.head.position.count) return;
    this.#lastEtag = end.head.etag;
    this.trust(end.head);
    if (!this.#meetsOthers) this.#end = end;
  }
}
