import { odata } from '@azure/data-tables';
import { everyProject, type Hold, holdSchema } from '../domain/hold.ts';
import type { HoldStore } from '../ports/holds.ts';
import { ConflictError, type Stored } from '../ports/records.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { attempt, isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table, TableRow } from './table.ts';
import { partitionsOf } from './table-partitions.ts';

const rowKey = 'hold';
/** One row per project, and one for all, each written by a request of its own: an alert reads the addresses of the table's requests. */
export function tableHolds(table: Table): HoldStore {
  return {
    async get(project) {
      try {
        return storedHold(await table.getEntity(project, rowKey));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw serviceError(`read the hold of ${project}`, error);
      }
    },
    of: (project) =>
      attempt(`read the holds of ${project}`, async () => {
        const filter = odata`RowKey eq ${rowKey} and (PartitionKey eq ${project} or PartitionKey eq ${everyProject})`;
        const holds: Hold[] = [];
        for await (const row of table.listEntities({ queryOptions: { filter } })) holds.push(storedHold(row).value);
        return holds;
      }),
    async put(hold, etag) {
      const { project: partitionKey, since, by } = hold;
      const row = { partitionKey, rowKey, since, by, ...toColumns(`of the hold ${hold.id}`, hold) };
      try {
        if (etag === null) await table.createEntity(row);
        else await table.updateEntity(row, 'Replace', { etag });
      } catch (error) {
        throw conflictOr(hold, 'write', error);
      }
    },
    async remove({ value, etag }) {
      try {
        await table.deleteEntity(value.project, rowKey, { etag });
      } catch (error) {
        throw conflictOr(value, 'remove', error);
      }
    },
    async *list() {
      try {
        for await (const row of table.listEntities()) yield storedHold(row);
      } catch (error) {
        throw serviceError('list the holds', error);
      }
    },
    async *projects() {
      try {
        yield* partitionsOf(table);
      } catch (error) {
        throw serviceError('list the projects that have a hold', error);
      }
    },
  };
}

function storedHold(row: TableRow): Stored<Hold> {
  return { value: holdSchema.parse(fromColumns(row)), etag: row.etag };
}

function conflictOr({ id, project }: Hold, act: 'write' | 'remove', error: unknown): Error {
  if (!isConflict(error) && !isMissing(error)) return serviceError(`${act} the hold ${id}`, error);
  return new ConflictError(`The hold of ${project} is another one by now`, { cause: error });
}
