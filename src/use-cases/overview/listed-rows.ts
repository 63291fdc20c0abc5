import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { type Absence, isOver } from '../../domain/review/absence.ts';
import { absenceLine } from '../../domain/review/recorded-absence.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import { lostChange } from '../project/lost-change.ts';
import { lostRow } from './find-lost.ts';

type StoodPorts = Pick<Ports, 'audit' | 'changes' | 'projects' | 'unreadable' | 'clock'>;

/** Of the rows that each sweep lists whole and that come back from lines, a key of each, by the place of their kind. */
type Stood = NonNullable<Seen['stood']>;

interface Listed {
  readonly absences: readonly Absence[];
  readonly ends: () => Promise<readonly ChainEnd[]>;
}

interface ListedKind {
  /** Of those that stand. */
  keys(ports: StoodPorts, listed: Listed): Promise<readonly string[]>;
  /** What the audit tells of one that stands no longer, where that did not end. */
  lost(
    ports: StoodPorts,
    key: string,
    listed: Listed,
  ): Promise<{ readonly project: string; readonly why: string } | undefined>;
}

const kinds: Readonly<Record<string, ListedKind>> = {
  'row:absences absence': {
    keys: async (_, { absences }) => absences.map(({ id, oid, to }) => `${id} ${oid} ${to}`),
    async lost({ audit, unreadable, clock }, key, { ends }) {
      const [id = '', oid, to = ''] = key.split(' ');
      // One that cannot be read is named as that.
      if (isOver({ to }, clock.now()) || unreadable.known().some(({ rowKey }) => rowKey === id)) return undefined;
      for (const { chain } of await ends()) {
        if (!(await audit.holds(chain, absenceLine(id, 'noted')))) continue;
        if (await audit.holds(chain, absenceLine(id, 'ended'))) return undefined;
        return { project: 'all', why: `the chain ${chain} tells that ${oid} is away until ${to}` };
      }
      return undefined;
    },
  },
  'row:changes pending': {
    async keys({ changes }) {
      return (await Array.fromAsync(changes.list())).map(({ value: { project } }) => project);
    },
    async lost(ports, project) {
      const lost = await lostChange(ports, project);
      return lost && { project, why: `the audit tells that the change ${lost.change} waits until ${lost.expires}` };
    },
  },
};

/**
 * Which rows stand no longer that stood when the sweep before looked, though the audit tells of no end of theirs; and what stands now, with
 * those. Undefined where the time slice was over before. Where nothing is gone it takes no request.
 */
export async function compareListed(
  ports: StoodPorts,
  before: Stood | undefined,
  listed: Listed,
  { isOver: isCut }: Pick<TimeSlice, 'isOver'>,
): Promise<{ readonly stood: Stood; readonly lost: readonly BrokenRow[] } | undefined> {
  const stood: Record<string, string[]> = {};
  const lost: BrokenRow[] = [];
  for (const [place, kind] of Object.entries(kinds)) {
    const now = new Set(await kind.keys(ports, listed));
    for (const key of before?.[place] ?? []) {
      if (isCut()) return undefined;
      const found = now.has(key) ? undefined : await kind.lost(ports, key, listed);
      if (found === undefined) continue;
      now.add(key);
      lost.push(lostRow(found.project, place, found.why));
    }
    stood[place] = [...now].sort();
  }
  return { stood, lost };
}
