import type { TableEntity } from '@azure/data-tables';
import { type PendingChange, pendingChangeSchema, unreadableChange } from '../../domain/definition/pending-change.ts';
import type { ChangeStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';

const rowKey = 'pending';

/** One row per project in one table, so that there is never a second change. One that cannot be read waits, and stands in the way, until it is taken back. */
export function tableChanges(table: Table, unreadable: UnreadableRows): ChangeStore {
  const kind = { name: 'changes', schema: pendingChangeSchema, countsAs: waiting, leftOut: false, unreadable } as const;
  const rows = new JsonRows<PendingChange>(table, kind);
  return {
    get: (project) => rows.get(project, rowKey),
    async put(change, etag) {
      const row = changeRow(change);
      await unlessAnother(change, 'write', () => writeRow(table, row, etag));
    },
    remove: ({ value, etag }) =>
      unlessAnother(value, 'remove', () => table.deleteEntity(value.project, rowKey, { etag })),
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

async function unlessAnother({ id, project }: PendingChange, act: 'write' | 'remove', write: () => Promise<unknown>) {
  await unlessOvertaken(`${act} the change ${id}`, `The change of ${project} that waits is another one by now`, write);
}
