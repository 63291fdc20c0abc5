import { fromColumns, toColumns } from '../../azure/base/json-columns.ts';
import { attempt, isConflict, unlessMissing } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { ConflictError } from '../../ports/records.ts';
import { computeMemory } from '../domain/memory.ts';
import type { ComputeMemoryStore } from '../ports/compute.ts';

const rowKey = 'compute';

/** One row `compute` per project in the register's table, beside the project's operations. */
export function tableComputeMemory(table: Table): ComputeMemoryStore {
  return {
    read: (project) =>
      unlessMissing(`read what is remembered of the computes of ${project}`, async () => {
        const row = await table.getEntity(project, rowKey);
        return { value: computeMemory.parse(fromColumns(row)), etag: row.etag };
      }),
    async write(project, memory, etag) {
      const row = { partitionKey: project, rowKey, ...toColumns(`${project} compute`, memory) };
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
