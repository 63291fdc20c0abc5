import { setTimeout as pause } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import type { ContainerClient } from '@azure/storage-blob';
import { type AuditEvent, chainLine, genesisHash, lineHash } from '../domain/chain-line.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Clock } from '../ports/ports.ts';
import { AuditBlobs, continuedEvent, firstBlob, nextBlob, readLine } from './audit-blobs.ts';
import { newestLines } from './audit-end.ts';
import { AuditHeads, type Position, type WrittenLine } from './audit-heads.ts';

/** Where the audit stands, and what rules its blobs. */
export interface AuditPlace {
  readonly container: ContainerClient;
  readonly heads: TableClient;
  readonly clock: Clock;
  /** A blob is ended after so many appends; Azure allows 50,000. */
  readonly blocksPerBlob?: number;
  /** Bytes that `newest` reads at a time; 64 KiB holds more than a hundred lines. */
  readonly bytesPerRead?: number;
}

const eventsPerAppend = 50;
const attemptsAtMost = 60;
/** Some seconds of looking for a head that moves. */
const looksAtMost = 40;

/**
 * One hash chain per project in append blobs. A line is appended only at the length that the writer knows, so whoever comes second reads
 * what the first wrote and goes on from there; then the head row is moved over all lines read and written. A crash between the two
 * leaves lines that the next writer finds, and never doubles one: an event is known by its id.
 */
export function blobAuditLog(place: AuditPlace): AuditLog {
  const { container, heads: table, clock, blocksPerBlob = 40_000, bytesPerRead = 64 * 1024 } = place;
  const blobs = new AuditBlobs(container);
  const heads = new AuditHeads(table);
  return {
    async append(chain, events) {
      if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(chain))
        throw new Error(`${JSON.stringify(chain)} is no name of an audit chain`);
      for (let at = 0; at < events.length; at += eventsPerAppend) {
        await appendSome({ blobs, heads, clock, blocksPerBlob, chain }, events.slice(at, at + eventsPerAppend));
      }
    },
    lines: (chain) => blobs.lines(chain),
    blobs: (chain, after) => blobs.of(chain, after),
    holds: (chain, eventId) => heads.holds(chain, eventId),
    countEvents: (chain) => heads.countEvents(chain),
    newest: (chain) => newestLines(container, chain, bytesPerRead),
    async head(chain, atLeast = 0) {
      for (let tries = 1; ; tries += 1) {
        const position = (await heads.read(chain))?.position;
        if ((position?.count ?? 0) >= atLeast || tries === looksAtMost) {
          return (
            position && { count: position.count, hash: position.hash, blob: position.blob, length: position.length }
          );
        }
        await pause(jitter(tries));
      }
    },
    async *chains() {
      const seen = new Set<string>();
      for await (const chain of heads.chains()) seen.add(chain);
      for await (const chain of blobs.chains()) seen.add(chain);
      yield* seen;
    },
  };
}

interface Writing {
  readonly blobs: AuditBlobs;
  readonly heads: AuditHeads;
  readonly clock: Clock;
  readonly blocksPerBlob: number;
  readonly chain: string;
}

async function appendSome(writing: Writing, events: readonly AuditEvent[]): Promise<void> {
  const { heads, chain } = writing;
  for (let tries = 1; tries <= attemptsAtMost; tries += 1) {
    // The head is read before the events are looked for: what is added in between makes the append fail, not double.
    const head = await readHead(writing);
    const missing = await missingOf(writing, events);
    if (missing.length === 0) return;
    const tail = new ChainTail(head.position);
    await writeMissing(writing, tail, missing);
    if (await heads.advance(chain, tail.written, head.etag)) return;
    await pause(jitter(tries));
  }
  throw tooBusy(chain);
}

async function readHead({ blobs, heads, clock, chain }: Writing): Promise<{ position: Position; etag: string }> {
  const standing = await heads.read(chain);
  if (standing !== undefined) return standing;
  const hasLines = await blobs.hasLines(chain);
  if (!hasLines) {
    const blob = firstBlob(chain, clock.now());
    await heads.create(chain, { count: 0, hash: genesisHash, blob, length: 0, blocks: 0 });
  }
  const made = await heads.read(chain);
  if (made !== undefined) return made;
  throw new Error(
    `The audit chain ${chain} has lines but no head: somebody removed it. Nothing is appended; verify the chain.`,
  );
}

async function missingOf({ heads, chain }: Writing, events: readonly AuditEvent[]): Promise<readonly AuditEvent[]> {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()];
  const known = await Promise.all(unique.map(({ id }) => heads.holds(chain, id)));
  return unique.filter((_, index) => known[index] === false);
}

/** Reads and appends until every missing event stands in a blob behind the tail's start. */
async function writeMissing(writing: Writing, tail: ChainTail, missing: readonly AuditEvent[]): Promise<void> {
  const { blobs, clock, blocksPerBlob, chain } = writing;
  for (let tries = 1; tries <= attemptsAtMost; tries += 1) {
    const own = missing.filter(({ id }) => !tail.holds(id));
    if (own.length === 0) return;
    const { blob, length, blocks } = tail.position;
    const next = nextBlob(blob, blocks, clock.now(), blocksPerBlob);
    const lines = tail.chained(next === undefined ? own : [continuedEvent(chain, next, clock.now())]);
    const written = await blobs.append(blob, length, lines.map((line) => `${line}\n`).join(''));
    if (written !== undefined) {
      tail.add(lines, written);
      continue;
    }
    if (tries > 1) await pause(jitter(tries));
    await readOn(blobs, tail);
  }
  throw tooBusy(chain);
}

/** Goes over lines that others wrote, into the next blobs where a line sends there. */
async function readOn(blobs: AuditBlobs, tail: ChainTail): Promise<void> {
  let blob: string;
  do {
    blob = tail.position.blob;
    const { lines, blocks } = await blobs.readFrom(blob, tail.position.length);
    tail.add(lines, blocks);
  } while (tail.position.blob !== blob);
}

/** The end of a chain as one writer sees it, with the lines behind the head. */
class ChainTail {
  #position: Position;
  readonly #written: WrittenLine[] = [];
  readonly #ids = new Set<string>();

  constructor(head: Position) {
    this.#position = head;
  }

  get position(): Position {
    return this.#position;
  }

  get written(): readonly WrittenLine[] {
    return this.#written;
  }

  holds(eventId: string): boolean {
    return this.#ids.has(eventId);
  }

  /** The lines that would follow now. */
  chained(events: readonly AuditEvent[]): readonly string[] {
    let previous = this.#position.hash;
    return events.map((event) => {
      const line = chainLine(event, previous);
      previous = lineHash(line);
      return line;
    });
  }

  /** Takes in lines that stand in the present blob, which has that many blocks. */
  add(lines: readonly string[], blocks: number): void {
    for (const line of lines) {
      const { id, next } = readLine(line);
      const { count, blob, length } = this.#position;
      const end = { blob, length: length + Buffer.byteLength(line) + 1, blocks };
      const place = next === undefined ? end : { blob: next, length: 0, blocks: 0 };
      this.#position = { count: count + 1, hash: lineHash(line), ...place };
      this.#written.push({ eventId: id, position: this.#position });
      if (id !== undefined) this.#ids.add(id);
    }
  }
}

function jitter(tries: number): number {
  return Math.random() * Math.min(500, 15 * tries);
}

function tooBusy(chain: string): Error {
  return new Error(
    `The audit chain ${chain} was too busy: ${attemptsAtMost} attempts to append were overtaken. Nothing is lost; try again.`,
  );
}
