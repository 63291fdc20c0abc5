import type { AuditEvent, ChainHead } from '../domain/audit-chain.ts';

/** One chain of audit lines per project ('_system' for what belongs to none). */
export interface AuditLog {
  /** Appends the events; one whose id is in the chain already is kept once. */
  append(chain: string, events: readonly AuditEvent[]): Promise<void>;
  /** Raw lines in order, without the line break, as they stand in the blobs. */
  lines(chain: string): AsyncIterable<string>;
  head(chain: string): Promise<ChainHead | undefined>;
  chains(): AsyncIterable<string>;
}
