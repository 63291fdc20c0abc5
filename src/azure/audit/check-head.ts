import {
  type ChainHead,
  firstHead,
  type HeadAt,
  HeadCheck,
  headDisagrees,
  headText,
  headWords,
  LostEvent,
  lastLine,
  lostEvent,
  missingHead,
  type WholeHead,
  WrongHead,
  wrongHead,
} from '../../domain/audit/chain-head.ts';
import { lineHash } from '../../domain/audit/chain-line.ts';
import { type AuditBlobs, readLine } from './audit-blobs.ts';
import type { AuditHeads, Head } from './audit-heads.ts';
import type { ChainMemory, KnownHead } from './chain-memory.ts';
import { ChainTail } from './chain-tail.ts';

export interface HeadPlace {
  readonly blobs: AuditBlobs;
  readonly heads: AuditHeads;
  readonly chain: string;
  readonly memory: ChainMemory;
  /** Waits before the next look, after so many. */
  wait(tries: number): Promise<void>;
}

/** The end of a chain behind its head. `isRead`: with all lines that stood behind it. */
interface CheckedEnd {
  readonly tail: ChainTail;
  readonly isRead: boolean;
}

/** Bytes that another process may have written since, for the lines to be read from where this one stood. */
const readOnAtMost = 1024 * 1024;

/**
 * The end of a chain behind its head, once that was held against the lines: throws WrongHead where it is not as they are. A head that this
 * process wrote, or has checked, costs nothing. One that another process moved since costs one request, for the lines since then. Any other costs two, for
 * the last line and what is known of it. Only where that knows too little, as in chains of earlier versions, or says something else, are all lines counted.
 */
export async function checkedEnd(place: HeadPlace, head: Head): Promise<CheckedEnd> {
  return await whileItChanges(place, () => lookAt(place, head));
}

const looksAtLeast = 3;
/** Some seconds of looking at a chain to which many write. */
const looksAtMost = 40;

/**
 * Looks until nothing is wrong. An append between the length and the count of a blob, as one request tells them, looks like a wrong head for a moment,
 * and where several processes write each look may meet another one. What is wrong stays as it is: so it is believed once it was so twice in a row.
 */
async function whileItChanges<T>({ wait }: Pick<HeadPlace, 'wait'>, look: () => Promise<T>): Promise<T> {
  let before: string | undefined;
  for (let looks = 1; ; looks += 1) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof WrongHead) || looks === looksAtMost) throw error;
      if (looks >= looksAtLeast && error.message === before) throw error;
      before = error.message;
    }
    if (looks >= looksAtLeast) await wait(looks);
  }
}

async function lookAt(place: HeadPlace, head: Head): Promise<CheckedEnd> {
  const { memory, blobs } = place;
  const { trusted } = memory;
  if (trusted?.etag === head.etag) return { tail: new ChainTail(trusted.position, trusted.newest), isRead: false };
  const { position, etag } = head;
  const tail = (await tailSince(place, position, trusted)) ?? (await tailOf(place, position)).tail;
  if (tail.position.blob !== position.blob || position.length === 0) await readOn(blobs, tail);
  const { holdLines = 0 } = tail.at(position.count) ?? {};
  memory.trust({ position: { ...position, holdLines }, etag, newest: tail.eventAt(position.count) });
  return { tail, isRead: true };
}

/** Throws WrongHead where a head that was read again is not as this process knows the chain to stand after so many lines. */
export function requireSame(chain: string, head: ChainHead, { blocks: _, ...known }: WholeHead): void {
  const why = headDisagrees(head, known);
  if (why !== undefined) throw wrongHead(chain, why);
}

/**
 * What is wrong with the head of a chain, as an append would find it or since it misses what it counts, and what it must be. An append that is
 * under way looks like it for a moment, so it is looked at again before anything is said.
 */
export async function headProblem(place: HeadPlace): Promise<string | undefined> {
  const { blobs } = place;
  try {
    await whileItChanges(place, () => lookAtAll(place));
    return undefined;
  } catch (error) {
    if (!(error instanceof WrongHead)) throw error;
    if (error instanceof LostEvent) return error.message;
    const { blob, ...rest } = await countLines(place, Number.POSITIVE_INFINITY);
    const { blocks } = blob === '' ? { blocks: 0 } : await blobs.sizeOf(blob);
    return `${error.message} By all its lines it must be: ${headText({ ...rest, blob, blocks })}.`;
  }
}

async function lookAtAll(place: HeadPlace): Promise<void> {
  const { blobs, heads, chain } = place;
  const last = await blobs.lastOf(chain);
  const head = await heads.read(chain);
  if (head === undefined && last === undefined) return;
  if (head === undefined) throw missingHead(chain);
  const { tail, isNoted } = await tailOf(place, head.position);
  if (isNoted && head.position.holdLines === undefined) throw wrongHead(chain, `its ${headWords.holdLines} is missing`);
  await readOn(blobs, tail);
  if (last !== undefined && last.blob > tail.position.blob)
    throw wrongHead(chain, `no line leads from its blob (blob) ${head.position.blob} to the last one, ${last.blob}`);
}

/** Goes over lines that others wrote, into the next blobs where a line sends there. */
export async function readOn(blobs: AuditBlobs, tail: ChainTail): Promise<void> {
  let blob: string;
  do {
    blob = tail.position.blob;
    const { lines, blocks } = await blobs.readFrom(blob, tail.position.length);
    tail.add(lines, blocks);
  } while (tail.position.blob !== blob);
}

/** Reads the lines since a place that is known to be right, where that is near; undefined where the head is not found behind it. */
async function tailSince(
  { blobs, chain }: HeadPlace,
  head: ChainHead,
  before: KnownHead | undefined,
): Promise<ChainTail | undefined> {
  const trusted = before?.position;
  if (trusted?.blob !== head.blob || head.length < trusted.length) return undefined;
  if (head.length - trusted.length > readOnAtMost) return undefined;
  const tail = new ChainTail(trusted, before?.newest);
  const { lines, blocks } = await blobs.readFrom(trusted.blob, trusted.length);
  tail.add(lines, blocks);
  const known = tail.at(head.count);
  if (known === undefined) return undefined;
  requireSame(chain, head, known);
  requireBlocks(chain, head, blocks, tail.position.count - head.count);
  return tail;
}

/** The end behind a head of which nothing is known yet. `isNoted`: the last line is known with its number. Throws LostEvent where it is not known at all. */
async function tailOf(
  place: HeadPlace,
  head: ChainHead,
): Promise<{ readonly tail: ChainTail; readonly isNoted: boolean }> {
  const { blobs, chain } = place;
  const { blob, length } = head;
  if (head.count === 0) return { tail: await tailOfNone(place, head), isNoted: false };
  const end = length > 0 ? { blob, length } : await blobs.lastOf(chain, blob);
  const found = end && (await blobs.endingAt(end.blob, end.length));
  const event = found?.line === undefined ? undefined : readLine(found.line).event;
  const noted = found?.line === undefined ? undefined : await noteOf(place, { ...end, line: found.line });
  const isNoted = noted !== undefined && headDisagrees(head, noted) === undefined;
  // What is known of a line may be wrong too, so that nothing is refused before all were counted.
  const truth = isNoted ? noted : await countLines(place, head.count);
  requireSame(chain, head, { ...truth, blocks: head.blocks });
  const tail = new ChainTail({ ...head, holdLines: truth.holdLines }, event?.id);
  if (length > 0 && found !== undefined) {
    requireBlocks(chain, head, found.blocks, found.lines.length);
    tail.add(found.lines, found.blocks);
  }
  return { tail, isNoted };
}

/** The head of a chain without a line stands in its first blob. */
async function tailOfNone({ blobs, chain }: HeadPlace, head: ChainHead): Promise<ChainTail> {
  const before = await blobs.lastOf(chain, head.blob);
  const is = `its ${headWords.count} is 0`;
  if (headDisagrees(head, firstHead(head.blob)) !== undefined)
    throw wrongHead(chain, `${is}, and the rest of it is that of a chain with lines`);
  if (before !== undefined)
    throw wrongHead(chain, `${is}, and ${before.blob} stands before its blob (blob) ${head.blob}`);
  return new ChainTail(firstHead(head.blob));
}

/** Where the chain stands after a line by what is known of its event; undefined where too little is, as of lines of earlier versions. */
async function noteOf(
  { heads, chain }: HeadPlace,
  { blob, length, line }: { readonly blob?: string; readonly length?: number; readonly line: string },
): Promise<HeadAt | undefined> {
  const { event, next } = readLine(line);
  const note = event && (await heads.noteOfLine(chain, event.id));
  if (event !== undefined && note === undefined) throw lostEvent(chain, lastLine(event.id));
  if (note?.count === undefined || note.holdLines === undefined || blob === undefined || length === undefined)
    return undefined;
  const place = next === undefined ? { blob, length } : { blob: next, length: 0 };
  return { count: note.count, holdLines: note.holdLines, hash: lineHash(line), ...place };
}

/** Reads so many lines of a chain, or all, and says where it stands after them. */
async function countLines({ blobs, chain }: HeadPlace, most: number): Promise<HeadAt> {
  const check = new HeadCheck(undefined);
  for await (const { name: blob, lines } of blobs.of(chain)) {
    for await (const text of lines) {
      check.add({ blob, text, hash: lineHash(text) }, readLine(text).event);
      if (check.at.count === most) return check.at;
    }
  }
  return check.at;
}

/** `blocks`: appends in the blob of the head, behind which stand so many lines that it does not count; each append brings one at least. */
function requireBlocks(chain: string, head: ChainHead, blocks: number, behind: number): void {
  const isRight = head.blocks <= blocks && blocks <= head.blocks + behind;
  if (!isRight) throw wrongHead(chain, `its ${headWords.blocks} is ${head.blocks} and must be ${blocks}`);
}
