import { WrongHead } from '../../domain/audit/chain-head.ts';
import { eventIn, lineHash } from '../../domain/audit/chain-line.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';
import { atOnce } from '../base/at-once.ts';

type Heads = Pick<AuditLog, 'head' | 'headProblem' | 'newest' | 'holds' | 'settle'>;

/** Chains with lines and no head, and those of whose last line no row tells any more. */
export interface LostHeads {
  readonly headless: readonly string[];
  readonly unknown: readonly string[];
}

const atOnceOfChains = 8;

/** It takes two requests for each chain, and another one where the chain has a new line. */
export async function lostHeads(audit: Heads, ends: readonly ChainEnd[], share: TimeSlice): Promise<LostHeads> {
  const found: Record<keyof LostHeads, string[]> = { headless: [], unknown: [] };
  const look = async (end: ChainEnd) => {
    const lost = end.length === 0 ? undefined : await whatIsLost(audit, end);
    if (lost !== undefined) found[lost].push(end.chain);
  };
  await atOnce(atOnceOfChains, ends, look, share.isOver);
  return { headless: found.headless.sort(), unknown: found.unknown.sort() };
}

/** A head that is wrong is one: each append says what is wrong with it. */
async function whatIsLost(audit: Heads, end: ChainEnd): Promise<keyof LostHeads | undefined> {
  const { chain } = end;
  try {
    const head = await audit.head(chain);
    if (head === undefined) return 'headless';
    const { hash, event } = await lastLine(audit, end);
    if (hash !== head.hash) {
      // Whoever wrote it anew was stopped, perhaps, at an end that this process knew before.
      await audit.settle(end, true);
      return undefined;
    }
    if (event === undefined || (await audit.holds(chain, event))) return undefined;
  } catch (error) {
    if (error instanceof WrongHead) return undefined;
    throw error;
  }
  // Whoever asks for it makes this process look at the rows again before it appends; a row that is not believed fails it.
  await audit.headProblem(chain).catch(() => undefined);
  return 'unknown';
}

interface LastLine {
  readonly hash: string | undefined;
  readonly event: string | undefined;
}

const lastLines = new WeakMap<object, RecentCache<LastLine>>();
const chainsAtMost = 2000;

/** It stays the last until the chain has another version. */
async function lastLine(audit: Heads, end: ChainEnd): Promise<LastLine> {
  const known = lastLines.get(audit) ?? new RecentCache<LastLine>(chainsAtMost);
  lastLines.set(audit, known);
  const key = `${end.chain} ${end.version}`;
  const kept = known.known(key);
  if (kept !== undefined) return kept;
  for await (const line of audit.newest(end.chain, end))
    return known.keep(key, { hash: lineHash(line), event: eventIn(line)?.id });
  return { hash: undefined, event: undefined };
}
