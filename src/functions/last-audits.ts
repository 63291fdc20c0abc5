import { type AuditEvent, parseChainLine } from '../domain/chain-line.ts';
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
export async function readLastAudits(audit: Pick<AuditLog, 'chains' | 'newest'>, now: Date): Promise<LastAudits> {
  const chains: string[] = [];
  for await (const chain of audit.chains()) chains.push(chain);
  const notes = (await Promise.all(chains.map((chain) => lastNotes(audit, chain, now)))).flat();
  const compute = notes.filter(({ kind }) => kind.startsWith('compute.'));
  return { all: newestOf(notes), compute: newestOf(compute) };
}

async function lastNotes(audit: Pick<AuditLog, 'newest'>, chain: string, now: Date): Promise<readonly AuditNote[]> {
  const notes: AuditNote[] = [];
  for await (const line of audit.newest(chain)) {
    notes.push(noteOf(line) ?? unreadable(chain, notes.at(-1)?.at ?? now.toISOString()));
    if (notes.length === linesPerChain) break;
  }
  return notes;
}

/** Events of one moment keep the order in which they were read. */
function newestOf(notes: readonly AuditNote[]): readonly AuditNote[] {
  const sorted = notes.toSorted((one, other) => Number(one.at < other.at) - Number(one.at > other.at));
  return sorted.slice(0, mostNotes);
}

/** Undefined for a line that is no event. */
function noteOf(line: string): AuditNote | undefined {
  let event: AuditEvent;
  try {
    event = parseChainLine(line).event;
  } catch {
    return undefined;
  }
  const { at, project, kind, actor, data } = event;
  const said = Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .filter(([name]) => name !== 'row');
  const text = said.map(([name, value]) => `${name}: ${shortHash(value)}`).join(', ');
  return { at, project, kind, actor, text };
}

/** Stands where the line stands, at the time of the one behind it: the page goes on, and whoever reads it looks. */
function unreadable(chain: string, at: string): AuditNote {
  const text = 'This line was edited: it is no audit event. Verify the chain.';
  return { at, project: chain, kind: 'unreadable', actor: 'unknown', text };
}

/** A digest is recognised by its beginning; the whole of it stands in the audit. */
function shortHash(value: string | number | boolean | null): string {
  return String(value).replace(/^([0-9a-f]{10})[0-9a-f]{54}$/, '$1…');
}
