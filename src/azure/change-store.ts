import { type PendingChange, pendingChangeSchema } from '../domain/pending-change.ts';
import type { ChangeStore } from '../ports/changes.ts';
import { ConflictError, type Stored } from '../ports/records.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { isConflict, isMissing, serviceError } from './service-error.ts';
import type { Table, TableRow } from './table.ts';

const rowKey = 'pending';

/** One row per project in one table, so that there is never a second change. */
export function tableChanges(table: Table): ChangeStore {
  return {
    async get(project) {
      try {
        return storedChange(await table.getEntity(project, rowKey));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw serviceError(`read the change of ${project} that waits`, error);
      }
    },
    async put(change, etag) {
      const columns = toColumns(`of the change ${change.id}`, change);
      const row = { partitionKey: change.project, rowKey, id: change.id, askedAt: change.askedAt, ...columns };
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
    async *list() {
      try {
        for await (const row of table.listEntities()) yield storedChange(row);
      } catch (error) {
        throw serviceError('list the changes that wait', error);
      }
    },
  };
}

function storedChange(row: TableRow): Stored<PendingChange> {
  return { value: pendingChangeSchema.parse(fromColumns(row)), etag: row.etag };
}

function conflictOr(project: string, tried: string, error: unknown): Error {
  if (!isConflict(error) && !isMissing(error)) return serviceError(tried, error);
  return new ConflictError(`The change of ${project} that waits is another one by now`, { cause: error });
}
