import type { AuditEvent } from '../../domain/audit/chain-line.ts';

interface Waiting {
  readonly events: readonly AuditEvent[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Brings events into a chain, and gives those that it refused. */
export type WriteEvents = (events: readonly AuditEvent[]) => Promise<ReadonlyMap<AuditEvent, Error>>;

/** With the head they fit into one transaction of a table. */
export const eventsPerAppend = 50;

/**
 * Writes what many callers bring for one chain together: while one append is under way, what comes is gathered and goes with the next.
 * Each caller is told when their own events stand in the chain, in the order in which they came.
 */
export class AppendQueue {
  readonly #write: WriteEvents;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(write: WriteEvents) {
    this.#write = write;
  }

  /**
   * Takes at most `eventsPerAppend` events. Rejects with the error of the append that they were part of, and when one of them was refused:
   * that fails nobody else.
   */
  add(events: readonly AuditEvent[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ events, done, failed });
      if (!this.#isWriting) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const together = this.#next();
      try {
        const refused = await this.#write(together.flatMap(({ events }) => events));
        for (const { events, done, failed } of together) {
          const first = events.find((event) => refused.has(event));
          if (first === undefined) done();
          else failed(refused.get(first));
        }
      } catch (error) {
        for (const { failed } of together) failed(error);
      }
    }
    this.#isWriting = false;
  }

  /** Those at the front who fit into one append. */
  #next(): Waiting[] {
    let count = 0;
    const end = this.#waiting.findIndex(({ events }) => {
      count += events.length;
      return count > eventsPerAppend;
    });
    const together = end === -1 ? this.#waiting : this.#waiting.slice(0, Math.max(1, end));
    this.#waiting = this.#waiting.slice(together.length);
    return together;
  }
}
