import { setTimeout as pause } from 'node:timers/promises';
import { firstHead, lostChain, missingHead } from '../../domain/audit/chain-head.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { type SortedEvents, sortEvents } from '../../domain/audit/repeated-event.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import type { AuditBlobs } from './audit-blobs.ts';
import type { AuditHeads, EventNote, Head } from './audit-heads.ts';
import { type ChainMemory, type KnownEnd, OperationEvents } from './chain-memory.ts';
import { ChainTail } from './chain-tail.ts';
import { checkedEnd, readOn, requireSame } from './check-head.ts';
import { lostNewest, whatIsLost } from './lost-newest.ts';
import { continuedEvent, firstBlob, nextBlob } from './next-blob.ts';

/** A blob is ended after `blocksPerBlob` appends, or when it is large. */
export interface Writing {
  readonly blobs: AuditBlobs;
  readonly heads: AuditHeads;
  readonly clock: Clock;
  readonly blocksPerBlob: number;
  readonly chain: string;
  readonly memory: ChainMemory;
  /** Whether the second copy has lines of the chain; missing where there is no copy. */
  isCopied?(chain: string): Promise<boolean>;
  /** Waits before the next look, after so many. */
  wait(tries: number): Promise<void>;
}

const attemptsAtMost = 60;

/**
 * Appends the events that the chain does not hold yet, then moves the head over them, and gives them and those that contradict what stands
 * there; these are not written. Whoever was overtaken reads what the others wrote and goes on from there. A crash between the two leaves lines
 * that the next writer finds. Where this process was the last to write, and nobody is in its way, it need not read the head again.
 */
export async function appendOnce(writing: Writing, events: readonly AuditEvent[]): Promise<SortedEvents> {
  const { memory } = writing;
  const known = memory.take();
  const written = known && (await appendBehind(writing, known, events));
  if (written !== undefined) return written;
  if (known !== undefined) memory.meetOthers();
  // The head is read before the events are looked for: what is added in between makes the append fail, not double.
  const { known: end, ...read } = await readEnd(writing, await readHead(writing));
  return (await appendBehind(writing, end, events, read)) ?? { news: [], refused: new Map() };
}

/**
 * Undefined when others have written behind an end at which the writer should be alone, or may have: all is to be read. `read`: the end as it
 * was just read; without it the writer should be alone.
 */
async function appendBehind(
  writing: Writing,
  known: KnownEnd,
  events: readonly AuditEvent[],
  read?: ReadEnd,
): Promise<SortedEvents | undefined> {
  const { heads, chain, blobs, memory } = writing;
  const ids = events.map(({ id }) => id);
  const { known: standing, isAsked } = await known.operations.around(heads, chain, ids);
  const tail = read?.tail ?? new ChainTail(known.head.position, known.head.newest);
  const isAlone = read === undefined;
  const { news, refused } = sortEvents(events, standing);
  const lost = await whatIsLost(writing, known, { news, standing, isAsked, isRead: read?.isRead === true });
  if (lost !== undefined) {
    if (!isAlone) throw lost;
    memory.forget();
    return undefined;
  }
  if (refused.size > 0) {
    if (isAlone) return undefined;
    // Lines that no head counts yet may tell of what is missing.
    await readOn(blobs, tail);
  }
  const sorted = await writeMissing(writing, { tail, events, standing, isAlone });
  if (sorted !== undefined) await moveHead(writing, tail, known);
  return sorted;
}

/** `isRead`: the lines behind the head were read with it, and what is known of its last line was looked at. */
interface ReadEnd {
  readonly tail: ChainTail;
  readonly isRead: boolean;
}

/** The end behind a head that was read, once that was held against the lines; with what is known of the events up to it. */
async function readEnd(writing: Writing, head: Head): Promise<ReadEnd & { readonly known: KnownEnd }> {
  const { memory } = writing;
  memory.see(head);
  const { tail, isRead } = await checkedEnd(writing, head);
  const { count } = head.position;
  const { holdLines = 0 } = tail.at(count) ?? {};
  const whole = { position: { ...head.position, holdLines }, etag: head.etag, newest: tail.eventAt(count) };
  return { known: { head: whole, operations: new OperationEvents() }, tail, isRead };
}

/** What a chain holds of an operation, by the ids of its events, and how many of its lines are about holds. */
export interface HeldByNow {
  readonly events: ReadonlyMap<string, EventNote>;
  readonly holdLines: number;
}

/** What its blobs hold past the head is counted first: the table may have been put back. Without an operation no events are given. */
export async function heldByNow(writing: Writing, operation?: string): Promise<HeldByNow> {
  const { blobs, heads, chain, memory } = writing;
  const standing = await heads.read(chain);
  // Looking begins no chain.
  if (standing === undefined && !(await blobs.standing(chain)).hasLines) return { events: new Map(), holdLines: 0 };
  const kept = memory.take();
  const { known: end, tail, isRead } = await readEnd(writing, standing ?? (await readHead(writing)));
  const operations = kept?.head.etag === end.head.etag ? kept.operations : end.operations;
  const { blob, length } = end.head.position;
  if (!isRead && !(await blobs.endsAt(blob, length))) await readOn(blobs, tail);
  await moveHead(writing, tail, { head: end.head, operations });
  const events = operation === undefined ? new Map<string, EventNote>() : await operations.of(heads, chain, operation);
  const lost = operation !== undefined && events.size === 0 ? await lostNewest(writing, end) : undefined;
  if (lost !== undefined) throw lost;
  return { events, holdLines: tail.position.holdLines };
}

/** Moves the head over lines whose writer was stopped before it did. A chain without a head is left to the verification. */
export async function catchUpHead(
  writing: Writing,
  { blob, length }: Pick<ChainEnd, 'blob' | 'length'>,
): Promise<void> {
  const { blobs, heads, chain } = writing;
  const head = await heads.read(chain);
  if (head === undefined || (head.position.blob === blob && head.position.length >= length)) return;
  const { known, tail, isRead } = await readEnd(writing, head);
  if (!isRead) await readOn(blobs, tail);
  await moveHead(writing, tail, known);
}

/** A short wait that lets writers who are in each other's way come apart. */
export async function jitter(tries: number): Promise<void> {
  await pause(Math.random() * Math.min(500, 15 * tries));
}

async function readHead({ blobs, heads, clock, chain, memory, isCopied }: Writing): Promise<Head> {
  const standing = await heads.read(chain);
  if (standing !== undefined) return standing;
  const { hasLines, last } = await blobs.standing(chain);
  // Begun anew, it could not be put back any more.
  if (!hasLines && (await isCopied?.(chain))) throw lostChain(chain);
  const position = firstHead(last ?? firstBlob(chain, clock.now()));
  const etag = hasLines ? undefined : await heads.create(chain, position);
  if (etag !== undefined) {
    // Nothing stood before it, so that there is nothing to hold it against.
    memory.trust({ position, etag, newest: undefined });
    return { position, etag };
  }
  const made = await heads.read(chain);
  if (made === undefined) throw missingHead(chain);
  return made;
}

/** `isAlone`: nobody else should have written there. */
interface Missing {
  readonly tail: ChainTail;
  readonly events: readonly AuditEvent[];
  readonly standing: ReadonlyMap<string, EventNote>;
  readonly isAlone: boolean;
}

/** Reads and appends until every new event stands in a blob. Undefined when a writer was not alone who should be. */
async function writeMissing(
  writing: Writing,
  { tail, events, standing, isAlone }: Missing,
): Promise<SortedEvents | undefined> {
  const { blobs, clock, blocksPerBlob, chain } = writing;
  let written: readonly AuditEvent[] = [];
  for (let tries = 1; tries <= attemptsAtMost; tries += 1) {
    const { news, refused } = sortEvents(events, new Map([...standing, ...tail.notes]));
    if (news.length === 0) return { news: written, refused };
    const { blob, length } = tail.position;
    const next = nextBlob(tail.position, clock.now(), blocksPerBlob);
    const lines = tail.chained(next === undefined ? news : [continuedEvent(chain, next, clock.now())]);
    const after = await blobs.append(blob, length, lines.map((line) => `${line}\n`).join(''));
    if (after !== undefined) {
      tail.add(lines, after);
      if (next === undefined) written = news;
      continue;
    }
    if (isAlone) return undefined;
    if (tries > 1) await writing.wait(tries);
    await readOn(blobs, tail);
  }
  throw tooBusy(chain);
}

/**
 * Moves the head over all lines read and written. A head that somebody else moved in the meantime covers a beginning of them, perhaps
 * all: blobs only grow, so whoever moved it further has read these lines. One that was put back is moved over all lines behind it again; one
 * that no writer can have left is refused, and what was written stands behind it until somebody has put it right. The end is remembered only
 * where the tail knows every line up to it.
 */
async function moveHead(writing: Writing, written: ChainTail, { head: from, operations }: KnownEnd): Promise<void> {
  const { blobs, heads, chain, memory } = writing;
  let head: Head = from;
  let tail = written;
  let events = operations;
  for (let tries = 1; tries <= attemptsAtMost; tries += 1) {
    const etag = await heads.advance(chain, tail.behind(head.position.count), head.etag);
    if (etag !== undefined) {
      await events.add(tail.notes.values());
      const { position } = tail;
      if (head.position.count <= position.count)
        memory.keep({ head: { position, etag, newest: tail.eventAt(position.count) }, operations: events });
      return;
    }
    if (tries > 1) await writing.wait(tries);
    head = await readHead(writing);
    const known = tail.at(head.position.count);
    if (known !== undefined) requireSame(chain, head.position, known);
    else {
      const end = await checkedEnd(writing, head);
      if (!end.isRead) await readOn(blobs, end.tail);
      tail = end.tail;
      // What was known of operations misses the lines between: it is asked for anew.
      events = new OperationEvents();
    }
  }
  throw tooBusy(chain);
}

function tooBusy(chain: string): Error {
  return new Error(
    `The audit chain ${chain} was too busy: ${attemptsAtMost} attempts to append were overtaken. Nothing is lost; try again.`,
  );
}
