import { openingEventId, operationOfEvent } from '../domain/audit-event.ts';
import type { AuditHeads, Head } from './audit-heads.ts';

/** The end of a chain as this process left it, and what it knows of the events before. */
export interface KnownEnd {
  readonly head: Head;
  readonly operations: OperationEvents;
}

/** So many operations of a chain are remembered with all their events. */
const operationsAtMost = 30;

/**
 * The events that a chain holds, of some operations, up to the end that they are kept with. They are asked for once for each operation:
 * what comes behind that end is added, or makes the next append fail.
 */
export class OperationEvents {
  readonly #known = new Map<string, Promise<Set<string>>>();

  /** Whether the chain holds the event. One that belongs to no operation is looked for each time. */
  async holds(heads: AuditHeads, chain: string, eventId: string): Promise<boolean> {
    const operation = operationOfEvent(eventId);
    if (operation === undefined) return await heads.holds(chain, eventId);
    const ids = await this.#eventsOf(heads, chain, operation);
    if (ids.has(eventId)) return true;
    // An operation that the first version opened may have events in its rows too; they lie apart.
    return !ids.has(openingEventId(operation)) && (await heads.holdsSinceFirst(chain, eventId));
  }

  /** Takes in the events of lines that stand behind the end now. */
  async add(eventIds: ReadonlySet<string>): Promise<void> {
    for (const id of eventIds) (await this.#known.get(operationOfEvent(id) ?? ''))?.add(id);
  }

  #eventsOf(heads: AuditHeads, chain: string, operation: string): Promise<Set<string>> {
    const events = this.#known.get(operation) ?? heads.eventsOf(chain, operation);
    this.#known.delete(operation);
    this.#known.set(operation, events);
    const [oldest] = this.#known.keys();
    if (this.#known.size > operationsAtMost && oldest !== undefined) this.#known.delete(oldest);
    return events;
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

  take(): KnownEnd | undefined {
    const end = this.#end;
    this.#end = undefined;
    return end;
  }

  /** Others wrote behind the end that was kept. */
  meetOthers(): void {
    this.#meetsOthers = true;
  }

  /** The head as it was read: when it is the one that this process left, nobody else has written since. */
  see({ etag }: Head): void {
    if (etag === this.#lastEtag) this.#meetsOthers = false;
  }

  keep(end: KnownEnd): void {
    this.#lastEtag = end.head.etag;
    if (!this.#meetsOthers) this.#end = end;
  }
}
