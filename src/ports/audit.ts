import type { AuditEvent, ChainHead } from '../domain/chain-line.ts';

/** One chain of audit lines per project ('_system' for what belongs to none). */
export interface AuditLog {
  /** Appends the events; one whose id is in the chain already is kept once. */
  append(chain: string, events: readonly AuditEvent[]): Promise<void>;
  /** Raw lines in order, without the line break, as they stand in the blobs. */
  lines(chain: string): AsyncIterable<string>;
  /**
   * The same lines from the last to the first. Whoever stops after a few has read the end of the chain only, however long it is.
   * Lines that are appended meanwhile are not given.
   */
  newest(chain: string): AsyncIterable<string>;
  /** Where the chain stands. With `atLeast` it waits some seconds for a head that counts so many lines, since an append writes its lines first. */
  head(chain: string, atLeast?: number): Promise<ChainHead | undefined>;
  chains(): AsyncIterable<string>;
}
