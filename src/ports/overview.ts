import type { Door } from '../domain/base/door.ts';
import type { WhyWaiting } from '../domain/lifecycle/capacity.ts';
import type { Inside } from '../domain/overview/inside.ts';
import type { Shown, ShownRound, ShownRow, Undelivered } from '../domain/overview/shown.ts';
import type { BrokenRow } from './records.ts';

export type { ShownRow };

/** One that cannot be read has no `row`. */
export interface StoredShown {
  readonly id: string;
  readonly etag: string;
  readonly row?: ShownRow;
}

/** What only a look at every project shows, as the sweep saw it at a time. */
export interface Seen {
  readonly at: string;
  readonly broken: readonly BrokenRow[];
  readonly untold: readonly Undelivered[];
  readonly waiting: readonly {
    readonly door: Door;
    readonly project: string;
    readonly waiting: number;
    readonly why?: WhyWaiting;
  }[];
  /** Names in projects for which nothing runs. */
  readonly atDoors: readonly { readonly door: Door; readonly path: string; readonly reason: string }[];
  /** What researchers are revealed outside of packages that are not told one by one. Earlier versions told of each. */
  readonly inside?: Inside;
  /** What lies outside and no release accounts for, and what was released and is gone. Earlier versions did not look. */
  readonly outside?: readonly BrokenRow[];
}

/**
 * What the dashboard shows, gathered in one place so that it needs no request for each project or operation. It follows from the register
 * and the rounds; whoever writes there writes here a moment later, and the sweep repairs what was missed.
 */
export interface OverviewStore {
  open(): AsyncIterable<StoredShown>;
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
