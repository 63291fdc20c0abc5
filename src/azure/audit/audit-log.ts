import { type AuditEvent, refuseBadEvent } from '../../domain/audit/chain-line.ts';
import { saysOf } from '../../domain/audit/repeated-event.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import type { Table } from '../base/table.ts';
import { AppendQueue, eventsPerAppend, type WriteEvents } from './append-queue.ts';
import { AuditBlobs } from './audit-blobs.ts';
import { chainEnds, newestLines } from './audit-end.ts';
import { AuditHeads } from './audit-heads.ts';
import { listedBlobs, readLines } from './audit-ranges.ts';
import { ChainMemory } from './chain-memory.ts';
import { appendOnce, catchUpHead, heldByNow, jitter, type Writing } from './chain-writer.ts';
import { headProblem } from './check-head.ts';
import { appendsPerBlob } from './next-blob.ts';
import { OperationLines } from './operation-lines.ts';
import { restoreHead } from './restore-head.ts';

export interface AuditPlace {
  readonly container: BlobContainer;
  readonly heads: Table;
  readonly clock: Clock;
  /** A blob is ended after so many appends; Azure allows 50,000. */
  readonly blocksPerBlob?: number;
  /** Bytes that `newest` reads at a time; 64 KiB holds more than a hundred lines. */
  readonly bytesPerRead?: number;
  /** How a writer waits who was overtaken so many times; some real milliseconds unless time is somebody else's. */
  readonly wait?: Writing['wait'];
  readonly isCopied?: Writing['isCopied'];
}

/** Steps repeat what they have just written, or what the step before them wrote; later repeats are looked for in the chain. */
const eventsKnown = 1000;

/** Writes only what this process has not brought into the chain yet: what stands there stays there. */
function unlessKnown(write: WriteEvents): WriteEvents {
  const known = new RecentCache<string>(eventsKnown);
  return async (events) => {
    const news = events.filter((event) => known.known(event.id) !== saysOf(event));
    if (news.length === 0) return new Map();
    const refused = await write(news);
    for (const event of news) if (!refused.has(event)) known.keep(event.id, saysOf(event));
    return refused;
  };
}

/**
 * One hash chain per project in append blobs. A line is appended only at the length that the writer knows, so whoever comes second reads
 * what the first wrote and goes on from there; then the head row is moved over all lines read and written. An event is known by its id,
 * so a repeat never doubles one. What comes for a chain while this process writes to it goes together with the next append.
 */
export function blobAuditLog(place: AuditPlace): AuditLog {
  const { container, heads: table, clock, wait = jitter, isCopied } = place;
  const { blocksPerBlob = appendsPerBlob, bytesPerRead = 64 * 1024 } = place;
  const blobs = new AuditBlobs(container);
  const heads = new AuditHeads(table);
  const writingTo = forEachChain((chain): Writing => {
    const copied = isCopied === undefined ? {} : { isCopied };
    return { blobs, heads, clock, blocksPerBlob, chain, wait, memory: new ChainMemory(), ...copied };
  });
  const newest = (chain: string, end?: ChainEnd) => newestLines(container, { chain, end, bytesPerRead });
  const operationLines = new OperationLines(writingTo, newest);
  const queueOf = forEachChain((chain) => {
    const write = unlessKnown(async (events) => {
      const { news, refused } = await appendOnce(writingTo(chain), events);
      operationLines.keep(news);
      return refused;
    });
    return new AppendQueue(write);
  });
  return {
    append: (chain, events) => append(queueOf, chain, events),
    lines: (chain) => blobs.lines(chain),
    blobs: (chain, after) => blobs.of(chain, after),
    holds: (chain, eventId) => heads.holds(chain, eventId),
    toldOf: (chain, operation) => operationLines.of(chain, operation),
    holdLines: async (chain) => (await heldByNow(writingTo(chain))).holdLines,
    event: (chain, eventId) => operationLines.event(chain, eventId),
    knownEvents: (chain) => heads.knownEvents(chain),
    newest,
    listed: (chain) => listedBlobs(container, chain),
    read: (blob, way, at) => readLines(container, blob, { way, at, bytesPerRead }),
    ends: () => chainEnds(container),
    settle: settleOnce(writingTo),
    head: (chain, atLeast = 0) => heads.reaching(chain, atLeast, wait),
    headProblem: (chain) => problemOf(writingTo(chain)),
    restoreHead: (chain) => restoreHead(writingTo(chain)),
    written: () => blobs.chains(),
    chains: () => chainsOf(heads, blobs),
  };
}

async function problemOf(writing: Writing): Promise<string | undefined> {
  const problem = await headProblem(writing);
  if (problem !== undefined) writing.memory.forget();
  return problem;
}

async function* chainsOf(...places: readonly Pick<AuditBlobs, 'chains'>[]): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (const place of places) for await (const chain of place.chains()) seen.add(chain);
  yield* seen;
}

/** What this process keeps for each chain, made when it is asked for first. */
function forEachChain<T>(make: (chain: string) => T): (chain: string) => T {
  const made = new Map<string, T>();
  return (chain) => {
    const one = made.get(chain) ?? make(chain);
    made.set(chain, one);
    return one;
  };
}

async function append(queueOf: (chain: string) => AppendQueue, chain: string, events: readonly AuditEvent[]) {
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(chain)) throw new Error(`${JSON.stringify(chain)} is no name of an audit chain`);
  events.forEach(refuseBadEvent);
  for (let at = 0; at < events.length; at += eventsPerAppend)
    await queueOf(chain).add(events.slice(at, at + eventsPerAppend));
}

function settleOnce(writingTo: (chain: string) => Writing): AuditLog['settle'] {
  const settled = new Map<string, string>();
  return async ({ chain, version, ...end }, isBehind = false) => {
    if (!isBehind && settled.get(chain) === version) return;
    await catchUpHead(writingTo(chain), end);
    settled.set(chain, version);
  };
}
