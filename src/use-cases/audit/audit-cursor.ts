import { type EventFilter, fitsEventFilter, unreadableLine } from '../../domain/audit/audit-query.ts';
import { type AuditEvent, parseChainLine } from '../../domain/audit/chain-line.ts';
import type { AuditLog, ListedBlob, ReadLine } from '../../ports/audit.ts';

/** Where a chain is read on: that blob, from that byte on or back from it. */
export interface CursorPlace {
  readonly blob: string;
  readonly at: number;
}

/** What a cursor goes over: the blobs of one chain in the order in which they are read, and how. */
interface CursorWay {
  readonly chain: string;
  readonly blobs: readonly ListedBlob[];
  readonly way: 'forth' | 'back';
  readonly from?: CursorPlace;
  readonly wanted: EventFilter;
  readonly isHidden: (event: AuditEvent) => Promise<boolean>;
}

/** Lines between two looks at the clock. */
const linesAtOnce = 100;

/** Before and behind the names of all blobs. */
const beginnings: Readonly<Record<CursorWay['way'], CursorPlace>> = {
  forth: { blob: '', at: 0 },
  back: { blob: '~', at: 0 },
};

/** Goes over one chain from wanted event to wanted event, and knows at each where to go on without it. */
export class AuditCursor {
  /** The next wanted event; undefined before the first `advance`, and at the end. */
  head: AuditEvent | undefined;
  isAtEnd = false;
  readonly #way: CursorWay;
  readonly #lines: AsyncGenerator<ReadLine & { readonly blob: string }>;
  #place: CursorPlace;
  #behind: CursorPlace;
  #lastAt = '';

  constructor(audit: Pick<AuditLog, 'read'>, way: CursorWay) {
    this.#way = way;
    this.#lines = linesOf(audit, way);
    this.#place = way.from ?? beginnings[way.way];
    this.#behind = this.#place;
  }

  /** Whether the time was over before the next event or the end was found. */
  get isCutShort(): boolean {
    return this.head === undefined && !this.isAtEnd;
  }

  get chain(): string {
    return this.#way.chain;
  }

  /** Where to go on so that `head` comes next. */
  get place(): CursorPlace {
    return this.#place;
  }

  /** Goes on to the next wanted event or the end; earlier when the time is over, and then without a head. */
  async advance(isOver: () => boolean): Promise<void> {
    this.head = undefined;
    this.#place = this.#behind;
    for (let count = 1; ; count += 1) {
      if (count % linesAtOnce === 0 && isOver()) return;
      const { value, done } = await this.#lines.next();
      if (done) {
        this.isAtEnd = true;
        return;
      }
      this.#behind = { blob: value.blob, at: value.at };
      const event = this.#read(value.line);
      if (fitsEventFilter(event, this.#way.wanted) && !(await this.#way.isHidden(event))) {
        this.head = event;
        return;
      }
      this.#place = this.#behind;
    }
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }

  /** A line that is no event stands at the time of the one that was read before it, so that a span may leave it out. */
  #read(line: string): AuditEvent {
    try {
      const { event } = parseChainLine(line);
      this.#lastAt = event.at;
      return event;
    } catch {
      return unreadableLine(this.#way.chain, this.#lastAt);
    }
  }
}

async function* linesOf(audit: Pick<AuditLog, 'read'>, { blobs, way, from }: CursorWay) {
  for (const listed of blobs) {
    const { blob } = listed;
    if (from !== undefined && (way === 'forth' ? blob < from.blob : blob > from.blob)) continue;
    const at = blob === from?.blob ? from.at : undefined;
    for await (const line of audit.read(listed, way, at)) yield { ...line, blob };
  }
}
