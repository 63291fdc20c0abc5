import { z } from 'zod';
import { readColumns, toColumns } from '../../azure/base/json-columns.ts';
import { attempt, unlessMissing } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { rowsIn } from '../../azure/base/table-key.ts';
import { systemPartition as partitionKey } from '../../azure/base/table-partitions.ts';
import { type ComputeSnapshot, computeSnapshot } from '../domain/snapshot.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';

const prefix = 'look:';

/** The last run that saw what rows say already, and the time of each of these rows by its project. */
const seenAgain = z.strictObject({ at: z.iso.datetime(), rows: z.record(z.string(), z.iso.datetime()) });
type SeenAgain = Readonly<z.infer<typeof seenAgain>>;

/** Rows `look:{project}` in the partition of the system, and `look:` for what was seen again, so that all come with one request. */
export function tableSnapshots(table: Table): SnapshotStore {
  const all = () => attempt('read the last looks at computes', () => readAll(table));
  const write = (what: string, key: string, value: unknown) =>
    attempt(`write down ${what}`, async () => {
      const rowKey = `${prefix}${key}`;
      await table.upsertEntity({ partitionKey, rowKey, ...toColumns(rowKey, value) }, 'Replace');
    });
  const get = (rowKey: string) =>
    unlessMissing(`read ${rowKey} of the last looks at computes`, () => table.getEntity(partitionKey, rowKey));
  return {
    rows: async () => (await all()).rows,
    async ofAll() {
      const { again, rows } = await all();
      return new Map([...rows].map(([project, row]) => [project, asSeen(project, row, again)]));
    },
    async of(project) {
      const [row, again] = await Promise.all([get(`${prefix}${project}`), get(prefix)]);
      const snapshot = row && readColumns(computeSnapshot, row);
      return snapshot && asSeen(project, snapshot, again && readColumns(seenAgain, again));
    },
    write: (project, snapshot) => write(`the look at the computes of ${project}`, project, snapshot),
    seeAgain: (at, rows) => write('that computes are as they were', '', { at, rows: Object.fromEntries(rows) }),
  };
}

async function readAll(table: Table) {
  const rows = new Map<string, ComputeSnapshot>();
  let again: SeenAgain | undefined;
  for await (const row of rowsIn(table, partitionKey, prefix)) {
    const project = (row.rowKey ?? '').slice(prefix.length);
    // An older version may have written something else.
    if (project === '') again = readColumns(seenAgain, row);
    else {
      const snapshot = readColumns(computeSnapshot, row);
      if (snapshot !== undefined) rows.set(project, snapshot);
    }
  }
  return { again, rows };
}

function asSeen(project: string, row: ComputeSnapshot, again: SeenAgain | undefined): ComputeSnapshot {
  const isSeen = again?.rows[project] === row.at && again.at > row.at;
  return isSeen ? { ...row, at: again.at } : row;
}
