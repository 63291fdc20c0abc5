import { fromColumns, toColumns } from '../../azure/base/json-columns.ts';
import { isUnsealed } from '../../azure/base/seals/unsealed.ts';
import { attempt, isConflict } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { rowsIn } from '../../azure/base/table-key.ts';
import { systemPartition as partitionKey } from '../../azure/base/table-partitions.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import { type ObservedHours, observedHours } from '../domain/usage/hours.ts';
import type { HoursStore } from '../ports/hours.ts';

const prefix = 'hours:';

/** Rows `hours:{project}` in the partition of the system, so that those of all projects come with one request. */
export function tableHours(table: Table): HoursStore {
  return {
    ofAll: () =>
      attempt('read how long computes ran', async () => {
        const found = new Map<string, Stored<ObservedHours>>();
        for await (const row of rowsIn(table, partitionKey, prefix)) {
          const { rowKey = '', etag } = row;
          // That project's hours can be counted no further; those of the others can.
          if (isUnsealed(row)) continue;
          found.set(rowKey.slice(prefix.length), { value: observedHours.parse(fromColumns(row)), etag });
        }
        return found;
      }),
    write: (project, hours, etag) =>
      attempt(`write down how long the computes of ${project} ran`, async () => {
        const rowKey = `${prefix}${project}`;
        const row = { partitionKey, rowKey, ...toColumns(rowKey, hours) };
        try {
          await (etag === undefined ? table.createEntity(row) : table.updateEntity(row, 'Replace', { etag }));
        } catch (error) {
          if (!isConflict(error)) throw error;
          throw new ConflictError(`Another run has counted the hours of ${project}`, { cause: error });
        }
      }),
  };
}
