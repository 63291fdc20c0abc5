import type { TableEntity } from '@azure/data-tables';
import { type PendingChange, pendingChangeSchema, unreadableChange } from '../../domain/definition/pending-change.ts';
import { ConflictError } from '../../ports/records.ts';
import type { ChangeStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { isConflict, isMissing, serviceError } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

const rowKey = 'pending';

/** One row per project in one table, so that there is never a second change. One that cannot be read waits, and stands in the way, until it is taken back. */
export function tableChanges(table: Table, unreadable: UnreadableRows): ChangeStore {
  const kind = { name: 'changes', schema: pendingChangeSchema, countsAs: waiting, leftOut: false, unreadable } as const;
  const rows = new JsonRows<PendingChange>(table, kind);
  return {
    get: (project) => rows.get(project, rowKey),
    async put(change, etag) {
      const row = changeRow(change);
      try {
        if (etag === null) await table.createEntity(row);
        else await table.updateEntity(row, 'Replace', { etag });
      } catch (error) {
        throw conflictOr(change.project, `write the change ${change.id}`, error);
      }
    },
    async remove({ value: { id, project }, etag }) {
      try {
        await table.deleteEntity(project, rowKey, { etag });
      } catch (error) {
        throw conflictOr(project, `remove the change ${id}`, error);
      }
    },
    list: () => rows.list(),
  };
}

/** A change, with what one that cannot be read is told by. */
export function changeRow(change: PendingChange): TableEntity {
  const { id, project: partitionKey, askedAt } = change;
  return { partitionKey, rowKey, id, askedAt, ...toColumns(`of the change ${id}`, change) };
}

function waiting(row: TableRow): PendingChange {
  return unreadableChange({ project: row.partitionKey ?? '', id: row['id'], askedAt: row['askedAt'] });
}

function conflictOr(project: string, tried: string, error: unknown): Error {
  if (!isConflict(error) && !isMissing(error)) return serviceError(tried, error);
  return new ConflictError(`The change of ${project} that waits is another one by now`, { cause: error });
}
