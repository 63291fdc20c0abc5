import { incidentChain } from '../../domain/audit/audit-event.ts';
import { unreadableLine } from '../../domain/audit/audit-query.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import type { AuditLog, ChainEnd } from '../../ports/audit.ts';

/** The newest events of all chains, newest first, and those among them that are about computes. */
export interface LastAudits {
  readonly all: readonly AuditEvent[];
  readonly compute: readonly AuditEvent[];
}

/** Lines of each chain that are looked through for what to show. Chains grow for years; this must not. */
const linesPerChain = 200;
const mostEvents = 12;

/** Chains that are looked into, those that were written last: a page must not cost more for each project that there is. */
const chainsAtMost = 16;

/** Reads them at a time; what is hidden from somebody leaves no gap. */
export type ReadAudits = (now: Date, isHidden?: (event: AuditEvent) => boolean) => Promise<LastAudits>;

type AuditEnds = Pick<AuditLog, 'ends' | 'newest'>;

/**
 * Reads the last 200 lines of each of the sixteen chains that were written last, and gives the newest twelve events in them and the newest
 * twelve about computes. What was read of a chain is remembered until something is appended to it.
 */
export function lastAudits(audit: AuditEnds): ReadAudits {
  let known = new Map<string, Promise<readonly AuditEvent[]>>();
  return async (now, isHidden = () => false) => {
    const before = known;
    known = new Map();
    for (const end of newestEnds(await audit.ends())) {
      const key = `${end.blob} ${end.version}`;
      known.set(key, before.get(key) ?? lastEvents(audit, end, now));
    }
    const read = await Promise.all(known.values()).catch((error) => {
      known = new Map();
      throw error;
    });
    const events = read.flat().filter((event) => !isHidden(event));
    return { all: newestOf(events), compute: newestOf(events.filter(({ kind }) => kind.startsWith('compute.'))) };
  };
}

function newestEnds(ends: readonly ChainEnd[]): readonly ChainEnd[] {
  const shown = ends.filter(({ chain }) => chain !== incidentChain);
  return shown.toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime()).slice(0, chainsAtMost);
}

async function lastEvents(audit: AuditEnds, end: ChainEnd, now: Date): Promise<readonly AuditEvent[]> {
  const { chain } = end;
  const events: AuditEvent[] = [];
  for await (const line of audit.newest(chain, end)) {
    // What stands for a line that is no event has the time of the one behind it: the page goes on, and whoever reads it looks.
    events.push(eventIn(line) ?? unreadableLine(chain, events.at(-1)?.at ?? now.toISOString()));
    if (events.length === linesPerChain) break;
  }
  return events;
}

/** Events of one moment keep the order in which they were read. */
function newestOf(events: readonly AuditEvent[]): readonly AuditEvent[] {
  const sorted = events.toSorted((one, other) => Number(one.at < other.at) - Number(one.at > other.at));
  return sorted.slice(0, mostEvents);
}
