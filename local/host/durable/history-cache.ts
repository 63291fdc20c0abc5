import type { WireEvent } from './history.ts';

/** The history of one generation: its events, and the text of each as it is stored and sent. */
export interface StoredHistory {
  texts: readonly string[];
  events: readonly WireEvent[];
}

/** Texts of this many characters are kept in all; the parsed events take about four times as much memory. */
const largestSize = 8_000_000;

/**
 * Histories that were read or written last, so that an episode need not read and parse its whole past again.
 * The database stays the truth: an entry is taken out before a write and comes back only after the commit.
 */
export class HistoryCache {
  readonly #kept = new Map<string, { history: StoredHistory; size: number }>();
  readonly #largest: number;
  #size = 0;

  constructor(largest = largestSize) {
    this.#largest = largest;
  }

  /** The history of an instance, if it is kept; it is then the last one to be given up. */
  get(id: string): StoredHistory | undefined {
    const history = this.take(id);
    if (history) this.put(id, history);
    return history;
  }

  /** Keeps a whole history; the ones that were used longest ago make room. */
  put(id: string, history: StoredHistory): void {
    this.take(id);
    const size = history.texts.reduce((sum, text) => sum + text.length, 0);
    this.#kept.set(id, { history, size });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#largest) break;
      this.take(oldest);
    }
  }

  /** Takes a history out; from then on it must be read again. */
  take(id: string): StoredHistory | undefined {
    const entry = this.#kept.get(id);
    if (!entry) return undefined;
    this.#kept.delete(id);
    this.#size -= entry.size;
    return entry.history;
  }

  /** Keeps what was written at place `from` behind the part of `before` that stayed; without that part nothing is kept. */
  extend(id: string, before: StoredHistory | undefined, from: number, written: StoredHistory): void {
    if (from > 0 && (before?.texts.length ?? 0) < from) return;
    const texts = [...(before?.texts.slice(0, from) ?? []), ...written.texts];
    this.put(id, { texts, events: [...(before?.events.slice(0, from) ?? []), ...written.events] });
  }
}
