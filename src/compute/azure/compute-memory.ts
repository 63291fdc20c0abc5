import { fromColumns, toColumns } from '../../azure/base/json-columns.ts';
import { attempt, isConflict, unlessMissing } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { rowsIn } from '../../azure/base/table-key.ts';
import { systemPartition as partitionKey } from '../../azure/base/table-partitions.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { ConflictError } from '../../ports/records.ts';
import { computeMemory } from '../domain/memory.ts';
import type { ComputeMemoryStore, StoredMemory } from '../ports/compute.ts';

const prefix = 'compute:';

/** Rows `compute:{project}` in the partition of the system, so that those of all projects come with one request. */
export function tableComputeMemory(table: Table): ComputeMemoryStore {
  return {
    ofAll: () =>
      attempt('read what is remembered of computes', async () => {
        const found = new Map<string, StoredMemory | { readonly problem: string }>();
        for await (const row of rowsIn(table, partitionKey, prefix))
          found.set((row.rowKey ?? '').slice(prefix.length), memoryOr(row));
        return found;
      }),
    read: (project) =>
      unlessMissing(`read what is remembered of the computes of ${project}`, async () =>
        memoryIn(await table.getEntity(partitionKey, `${prefix}${project}`)),
      ),
    async write(project, memory, etag) {
      const rowKey = `${prefix}${project}`;
      const row = { partitionKey, rowKey, ...toColumns(rowKey, memory) };
      return await attempt(`remember the computes of ${project}`, async () => {
        try {
          const written =
            etag === undefined ? await table.createEntity(row) : await table.updateEntity(row, 'Replace', { etag });
          if (written.etag === undefined) throw new Error('The service gave no ETag');
          return written.etag;
        } catch (error) {
          if (!isConflict(error)) throw error;
          throw new ConflictError(`Another run has changed what is remembered of the computes of ${project}`, {
            cause: error,
          });
        }
      });
    },
  };
}

type Row = Awaited<ReturnType<Table['getEntity']>>;

function memoryIn(row: Row): StoredMemory {
  return { value: computeMemory.parse(fromColumns(row)), etag: row.etag };
}

/** A row that cannot be read keeps its own project from being reconciled, and no other. */
function memoryOr(row: Row): StoredMemory | { readonly problem: string } {
  try {
    return memoryIn(row);
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
