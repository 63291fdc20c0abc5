import { type AuditEvent, parseChainLine } from '../domain/chain-line.ts';
import type { AuditNote } from '../pages/dashboard-page.ts';
import type { AuditLog, ChainEnd } from '../ports/audit.ts';

/** The newest events of all chains, newest first, and those among them that are about computes. */
export interface LastAudits {
  readonly all: readonly AuditNote[];
  readonly compute: readonly AuditNote[];
}

/** Lines of each chain that are looked through for what to show. Chains grow for years; this must not. */
const linesPerChain = 200;
const mostNotes = 12;

/** Chains that are looked into, those that were written last: a page must not cost more for each project that there is. */
const chainsAtMost = 16;

/** Reads them at a time; what is hidden from somebody leaves no gap. */
export type ReadAudits = (now: Date, isHidden?: (note: AuditNote) => boolean) => Promise<LastAudits>;

type AuditEnds = Pick<AuditLog, 'ends' | 'newest'>;

/**
 * Reads the last 200 lines of each of the sixteen chains that were written last, and gives the newest twelve events in them and the newest
 * twelve about computes. What was read of a chain is remembered until something is appended to it.
 */
export function lastAudits(audit: AuditEnds): ReadAudits {
  let known = new Map<string, Promise<readonly AuditNote[]>>();
  return async (now, isHidden = () => false) => {
    const before = known;
    known = new Map();
    for (const end of newestEnds(await audit.ends())) {
      const key = `${end.blob} ${end.version}`;
      known.set(key, before.get(key) ?? lastNotes(audit, end, now));
    }
    const read = await Promise.all(known.values()).catch((error) => {
      known = new Map();
      throw error;
    });
    const notes = read.flat().filter((note) => !isHidden(note));
    return { all: newestOf(notes), compute: newestOf(notes.filter(({ kind }) => kind.startsWith('compute.'))) };
  };
}

function newestEnds(ends: readonly ChainEnd[]): readonly ChainEnd[] {
  return ends.toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime()).slice(0, chainsAtMost);
}

async function lastNotes(audit: AuditEnds, end: ChainEnd, now: Date): Promise<readonly AuditNote[]> {
  const { chain } = end;
  const notes: AuditNote[] = [];
  for await (const line of audit.newest(chain, end)) {
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
  const { at, project, operation, kind, actor, data } = event;
  const said = Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .filter(([name]) => name !== 'row');
  const text = said.map(([name, value]) => `${name}: ${shortHash(value)}`).join(', ');
  return { at, project, operation, kind, actor, text };
}

/** Stands where the line stands, at the time of the one behind it: the page goes on, and whoever reads it looks. */
function unreadable(chain: string, at: string): AuditNote {
  const text = 'This line was edited: it is no audit event. Verify the chain.';
  return { at, project: chain, operation: null, kind: 'unreadable', actor: 'unknown', text };
}

/** A digest is recognised by its beginning; the whole of it stands in the audit. */
function shortHash(value: string | number | boolean | null): string {
  return String(value).replace(/^([0-9a-f]{10})[0-9a-f]{54}$/, '$1…');
}
