import { readColumns, toColumns } from '../../azure/base/json-columns.ts';
import { attempt, unlessMissing } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { rowsIn } from '../../azure/base/table-key.ts';
import { systemPartition as partitionKey } from '../../azure/base/table-partitions.ts';
import { type ComputeSnapshot, computeSnapshot } from '../domain/snapshot.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';

const prefix = 'look:';

/** Rows `look:{project}` in the partition of the system, so that those of all projects come with one request. */
export function tableSnapshots(table: Table): SnapshotStore {
  return {
    ofAll: () =>
      attempt('read the last looks at computes', async () => {
        const found = new Map<string, ComputeSnapshot>();
        for await (const row of rowsIn(table, partitionKey, prefix)) {
          // An older version may have written something else.
          const snapshot = readColumns(computeSnapshot, row);
          if (snapshot !== undefined) found.set((row.rowKey ?? '').slice(prefix.length), snapshot);
        }
        return found;
      }),
    of: (project) =>
      unlessMissing(`read the last look at the computes of ${project}`, async () =>
        readColumns(computeSnapshot, await table.getEntity(partitionKey, `${prefix}${project}`)),
      ),
    write: (project, snapshot) =>
      attempt(`write down the look at the computes of ${project}`, async () => {
        const rowKey = `${prefix}${project}`;
        await table.upsertEntity({ partitionKey, rowKey, ...toColumns(rowKey, snapshot) }, 'Replace');
      }),
  };
}
