import { Transform } from 'node:stream';
import type { StorageService } from './storage-request.ts';

/** How often one identity did one thing in one place, refused attempts apart. Bytes are those of the bodies that the gateway let through. */
export interface LedgerEntry {
  readonly identity: string;
  readonly service: StorageService;
  readonly account: string;
  readonly place: string;
  readonly method: string;
  readonly action: string;
  readonly outcome: 'allowed' | 'refused';
  readonly count: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export type LedgerKey = Omit<LedgerEntry, 'count' | 'bytesIn' | 'bytesOut'>;

interface Counts {
  count: number;
  bytesIn: number;
  bytesOut: number;
}

/** What passed the gateway since the process started, per identity and operation: the evidence that the control plane reads no research data. */
export class Ledger {
  readonly #entries = new Map<string, { readonly key: LedgerKey; readonly counts: Counts }>();

  /** Counts one request and returns two streams to send its bodies through. */
  record(key: LedgerKey): { countIn(): Transform; countOut(): Transform } {
    const id = [key.identity, key.service, key.account, key.place, key.method, key.action, key.outcome].join('\n');
    const entry = this.#entries.get(id) ?? { key, counts: { count: 0, bytesIn: 0, bytesOut: 0 } };
    this.#entries.set(id, entry);
    entry.counts.count += 1;
    return {
      countIn: () =>
        counting((bytes) => {
          entry.counts.bytesIn += bytes;
        }),
      countOut: () =>
        counting((bytes) => {
          entry.counts.bytesOut += bytes;
        }),
    };
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()].map(({ key, counts }) => ({ ...key, ...counts }));
  }

  clear(): void {
    this.#entries.clear();
  }
}

function counting(add: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      add(chunk.length);
      done(null, chunk);
    },
  });
}
