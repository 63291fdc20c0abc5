import { odata } from '@azure/data-tables';
import { everyProject, type Hold, holdSchema, unreadableHold } from '../domain/hold.ts';
import type { HoldStore } from '../ports/holds.ts';
import { ConflictError } from '../ports/records.ts';
import type { UnreadableRows } from '../ports/unreadable-rows.ts';
import { toColumns } from './json-columns.ts';
import { JsonRows } from './json-rows.ts';
import { isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table, TableRow } from './table.ts';
import { partitionsOf } from './table-partitions.ts';

const rowKey = 'hold';
/**
 * One row per project, and one for all, each written by a request of its own: an alert reads the addresses of the table's requests. One that
 * cannot be read holds what its key names.
 */
export function tableHolds(table: Table, unreadable: UnreadableRows): HoldStore {
  const kind = { name: 'holds', schema: holdSchema, countsAs: standing, leftOut: false, unreadable } as const;
  const rows = new JsonRows<Hold>(table, kind);
  return {
    get: (project) => rows.get(project, rowKey),
    of: (project) =>
      rows.values(odata`RowKey eq ${rowKey} and (PartitionKey eq ${project} or PartitionKey eq ${everyProject})`),
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
    list: () => rows.list(),
    async *projects() {
      try {
        yield* partitionsOf(table);
      } catch (error) {
        throw serviceError('list the projects that have a hold', error);
      }
    },
  };
}

function standing(row: TableRow): Hold {
  return unreadableHold({ project: row.partitionKey ?? '', since: row['since'], by: row['by'] });
}

function conflictOr({ id, project }: Hold, act: 'write' | 'remove', error: unknown): Error {
  if (!isConflict(error) && !isMissing(error)) return serviceError(`${act} the hold ${id}`, error);
  return new ConflictError(`The hold of ${project} is another one by now`, { cause: error });
}
