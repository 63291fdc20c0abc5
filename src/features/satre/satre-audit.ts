import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';
import { readableHead } from '../../use-cases/audit/readable-head.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { countEvents } from './domain/count.ts';
import type { HeldAudit } from './domain/held.ts';

export interface AuditSamplePorts {
  readonly audit: Pick<AuditLog, 'ends' | 'newest' | 'head'>;
}

/** Chains that are looked into, and lines of each: chains grow for years, and this must not. */
const mostChains = 16;
const linesPerChain = 200;
const mostAtOnce = 8;

type Seen = Pick<AuditEvent, 'kind' | 'at'> | undefined;

/** Reads the newest lines of the chains that were written last, and whether their heads count them. */
export async function readAudit({ audit }: AuditSamplePorts): Promise<HeldAudit> {
  const ends = await audit.ends();
  const newest = ends.toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime());
  const some = newest.slice(0, mostChains);
  const events: Seen[] = [];
  let heads = 0;
  await atOnce(mostAtOnce, some, async (end) => {
    const [head] = await Promise.all([readableHead(audit, end.chain), readNewest(audit, end, events)]);
    if (head !== undefined && head.count > 0) heads += 1;
  });
  return {
    chains: ends.length,
    chainsRead: some.length,
    linesRead: events.length,
    heads: { show: heads, of: some.length },
    ...countEvents(events),
  };
}

async function readNewest(audit: Pick<AuditLog, 'newest'>, end: ChainEnd, events: Seen[]): Promise<void> {
  let read = 0;
  for await (const line of audit.newest(end.chain, end)) {
    const event = eventIn(line);
    events.push(event && { kind: event.kind, at: event.at });
    read += 1;
    if (read === linesPerChain) break;
  }
}
