import type { ChainHead } from '../domain/audit/chain-head.ts';
import type { AuditEvent } from '../domain/audit/chain-line.ts';

/** Its lines are read only when somebody asks for them. */
export interface AuditBlob {
  readonly name: string;
  readonly lines: AsyncIterable<string>;
}

/** The events that the writers of a chain know: how many different ones, and whether one of that id is among them. */
export interface KnownEvents {
  readonly count: number;
  has(eventId: string): boolean;
}

/** The last blob of a chain as it was listed. `version` is another one after each append. */
export interface ChainEnd {
  readonly chain: string;
  readonly blob: string;
  readonly length: number;
  readonly version: string;
  readonly writtenAt: Date;
}

/** A blob of a chain as it was listed: what is appended later is not in it. */
export interface ListedBlob {
  readonly chain: string;
  readonly blob: string;
  readonly length: number;
}

/** A line, and the byte of its blob at which reading goes on behind it. */
export interface ReadLine {
  readonly line: string;
  readonly at: number;
}

/** The ids of the lines of an operation, and how many lines of its chain are about holds. */
export interface RecordedOperation {
  readonly ids: ReadonlySet<string>;
  readonly holdLines: number;
}

/** One chain of audit lines per project ('_system' for what belongs to none). */
export interface AuditLog {
  /**
   * Appends the events; one whose id is in the chain already is kept once. Rejects when one contradicts what stands there under its id, or
   * is a second move to one revision; events of other callers are written all the same.
   */
  append(chain: string, events: readonly AuditEvent[]): Promise<void>;
  /** Raw lines in order, without the line break, as they stand in the blobs. */
  lines(chain: string): AsyncIterable<string>;
  /** The blobs of a chain in order, behind the one of that name when it is given. */
  blobs(chain: string, after?: string): AsyncIterable<AuditBlob>;
  /** Whether the chain's writers know an event by its id. */
  holds(chain: string, eventId: string): Promise<boolean>;
  /** What the chain holds of an operation, counted from its blobs: what the table knows of it may have been put back. */
  toldOf(chain: string, operation: string): Promise<RecordedOperation>;
  /** How many lines of the chain are about holds, counted likewise, since a version that counts them. */
  holdLines(chain: string): Promise<number>;
  event(chain: string, eventId: string): Promise<AuditEvent | undefined>;
  /** All events that the chain's writers know, as they were a moment ago. It takes one request for a thousand. */
  knownEvents(chain: string): Promise<KnownEvents>;
  /**
   * The same lines from the last to the first. Whoever stops after a few has read the end of the chain only, however long it is.
   * Lines that are appended meanwhile are not given. It takes less when its end is known.
   */
  newest(chain: string, end?: ChainEnd): AsyncIterable<string>;
  /** All blobs of a chain, or of all chains, in the order of their names. */
  listed(chain?: string): Promise<readonly ListedBlob[]>;
  /**
   * The lines of a blob from that byte to its end, or back from there to its beginning, in ranges that are read when somebody asks for a line in
   * them. Without a byte it is the whole blob.
   */
  read(blob: ListedBlob, way: 'forth' | 'back', at?: number): AsyncIterable<ReadLine>;
  /** Where the blobs of all chains end, by one listing: for whoever wants to read only what is new. */
  ends(): Promise<readonly ChainEnd[]>;
  /** Lets the head of a chain count lines up to its end whose writer was stopped before it did; looks at each end once, unless somebody saw that it is behind. */
  settle(end: ChainEnd, isBehind?: boolean): Promise<void>;
  /** Where the chain stands. With `atLeast` it waits some seconds for a head that counts so many lines, since an append writes its lines first. */
  head(chain: string, atLeast?: number): Promise<ChainHead | undefined>;
  /** Why the head of a chain is wrong, by the end of its blobs: each append looks before it begins. Undefined when nothing is. */
  headProblem(chain: string): Promise<string | undefined>;
  /** Writes the head of a chain, and what is known of each of its lines, anew from the blobs; whoever asks has checked the lines. */
  restoreHead(chain: string): Promise<void>;
  chains(): AsyncIterable<string>;
  /** Chains that have a line, in order, by one request for thousands. */
  written(): AsyncIterable<string>;
}
