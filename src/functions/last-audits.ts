import { type AuditEvent, parseChainLine } from '../domain/audit-chain.ts';
import type { AuditNote } from '../pages/dashboard-page.ts';
import type { AuditLog } from '../ports/audit.ts';

/** The newest events of all chains, newest first, and those among them that are about computes. */
export interface LastAudits {
  readonly all: readonly AuditNote[];
  readonly compute: readonly AuditNote[];
}

/** Lines of each chain that are looked through for what to show. Chains grow for years; this must not. */
const linesPerChain = 200;
const mostNotes = 12;

/** Reads the last 200 lines of each chain, and gives the newest twelve events and the newest twelve about computes. */
export async function readLastAudits(audit: Pick<AuditLog, 'chains' | 'newest'>): Promise<LastAudits> {
  const chains: string[] = [];
  for await (const chain of audit.chains()) chains.push(chain);
  const events = (await Promise.all(chains.map((chain) => lastEvents(audit, chain)))).flat();
  const compute = events.filter(({ kind }) => kind.startsWith('compute.'));
  return { all: newestNotes(events), compute: newestNotes(compute) };
}

async function lastEvents(audit: Pick<AuditLog, 'newest'>, chain: string): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const line of audit.newest(chain)) {
    events.push(parseChainLine(line).event);
    if (events.length === linesPerChain) break;
  }
  return events;
}

function newestNotes(events: readonly AuditEvent[]): readonly AuditNote[] {
  return events.toSorted(newestFirst).slice(0, mostNotes).map(noteOf);
}

/** Events of one moment keep the order in which they were read. */
function newestFirst(one: AuditEvent, other: AuditEvent): number {
  if (one.at === other.at) return 0;
  return one.at < other.at ? 1 : -1;
}

function noteOf({ at, project, kind, actor, data }: AuditEvent): AuditNote {
  const said = Object.entries(data).filter(([, value]) => value !== null && value !== '');
  const text = said.map(([name, value]) => `${name}: ${shortHash(value)}`).join(', ');
  return { at, project, kind, actor, text };
}

/** A digest is recognised by its beginning; the whole of it stands in the audit. */
function shortHash(value: string | number | boolean | null): string {
  return String(value).replace(/^([0-9a-f]{10})[0-9a-f]{54}$/, '$1…');
}
