import type { z } from 'zod';
import type { Frozen } from '../domain/base/frozen.ts';
import type { Shown, ShownRound, ShownRow } from '../domain/overview/shown.ts';
import type { seenSchema } from '../domain/overview/shown-schema.ts';

export type { ShownRow };

/** One that cannot be read has no `row`. */
export interface StoredShown {
  readonly id: string;
  readonly etag: string;
  readonly row?: ShownRow;
}

/** What only a look at every project shows, as the sweep saw it at a time. */
export type Seen = Frozen<z.infer<typeof seenSchema>>;

export interface BeginOfSweep {
  readonly places: ReadonlyMap<string, string>;
  readonly seen: Seen | undefined;
  readonly shown: readonly StoredShown[];
}

/**
 * What the dashboard shows, gathered in one place so that it needs no request for each project or operation. It follows from the register
 * and the rounds; whoever writes there writes here a moment later, and the sweep repairs what was missed.
 */
export interface OverviewStore {
  open(): AsyncIterable<StoredShown>;
  /** What a sweep begins with, by one request: where the one before stopped, what it saw, and what `open` gives. */
  atBegin(): Promise<BeginOfSweep>;
  /** Operations that ended, the newest first, at most so many. */
  ended(most: number): Promise<readonly Shown[]>;
  /** Undefined until a sweep has compared everything for the first time. */
  seen(): Promise<Seen | undefined>;
  /** The round that stands beside it stays. */
  show(shown: Shown): Promise<void>;
  end(shown: Shown): Promise<void>;
  /** Nothing happens when the operation is not shown. */
  showRound(id: string, round: ShownRound): Promise<void>;
  /** Writes a row as the sweep found that it must be, in place of the one with that ETag (null: of none). False when somebody else wrote meanwhile. */
  mend(row: ShownRow, etag: string | null): Promise<boolean>;
  /** Removes the row with that ETag of an operation that is not open. */
  remove(id: string, etag: string): Promise<void>;
  /** Forgets the ended operations beyond so many; once `isOver`, the rest stays for the next time. */
  keepEnded(most: number, isOver?: () => boolean): Promise<void>;
  see(seen: Seen): Promise<void>;
}
