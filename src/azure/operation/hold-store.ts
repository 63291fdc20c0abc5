import { odata, type TableEntity } from '@azure/data-tables';
import { everyProject, type Hold, holdSchema, isOfPeople, unreadableHold } from '../../domain/operation/hold.ts';
import type { CheckedHolds, HoldStore } from '../../ports/holds.ts';
import type { UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';

/** Key of the one row for a project that an earlier version wrote. Behind it stands the id of a hold of today. */
const oldKey = 'hold';
/** Key of the note that the rows are those of the audit: it is lost with them. It is in front of those of the holds. */
const checkedKey = 'checked';
const onlyHolds = `RowKey ge '${oldKey}'`;

/**
 * A row for each hold under its project, or under all, each written by a request of its own: an alert reads the addresses of the table's
 * requests. One that cannot be read holds what its key names.
 */
export function tableHolds(table: Table, unreadable: UnreadableRows): HoldStore {
  const kind = { name: 'holds', schema: holdSchema, countsAs: standing, leftOut: false, unreadable } as const;
  const rows = new JsonRows<Hold>(table, { ...kind, only: onlyHolds });
  return {
    async of(project) {
      const holds: Hold[] = [];
      const checked = new Map<string, CheckedHolds>();
      for (const row of await attempt(`read the holds of ${project}`, () => rowsOf(table, project)))
        if (row.rowKey !== checkedKey) holds.push(rows.counted(row).value);
        else if (!isUnsealed(row)) checked.set(row.partitionKey ?? '', noteIn(row));
      return { holds, checked };
    },
    at: (held) => Array.fromAsync(rows.list(`${odata`PartitionKey eq ${held}`} and ${onlyHolds}`)),
    async put(hold, etag) {
      const row = holdRow(hold);
      await unlessAnother(hold, 'write', () => writeRow(table, row, etag));
    },
    remove: ({ value, etag }) =>
      unlessAnother(value, 'remove', () => table.deleteEntity(value.project, keyOf(value), { etag })),
    async *list(of) {
      for await (const stored of rows.list()) if (isOfPeople(stored.value.project) === (of === 'people')) yield stored;
    },
    projects: () =>
      attempt('list the projects that have a hold', async () => {
        const select = ['PartitionKey'];
        const found = await Array.fromAsync(table.listEntities({ queryOptions: { filter: onlyHolds, select } }));
        return new Set(found.flatMap(({ partitionKey }) => partitionKey ?? []));
      }),
    noteChecked: (held, note) =>
      attempt(`note that the holds of ${held} are those of the audit`, async () => {
        await table.upsertEntity({ partitionKey: held, rowKey: checkedKey, ...note }, 'Replace');
      }),
    all: () => allRows(table, rows),
  };
}

async function allRows(table: Table, rows: JsonRows<Hold>): ReturnType<HoldStore['all']> {
  const checked = new Map<string, CheckedHolds>();
  async function* withoutNotes() {
    for await (const row of table.listEntities()) {
      if (row.rowKey !== checkedKey) yield row;
      else if (!isUnsealed(row)) checked.set(row.partitionKey ?? '', noteIn(row));
    }
  }
  return { holds: await Array.fromAsync(rows.listOf(withoutNotes())), checked };
}

/** A hold, with what one that cannot be read is told by. */
export function holdRow(hold: Hold): TableEntity {
  const { project: partitionKey, since, by } = hold;
  return { partitionKey, rowKey: keyOf(hold), since, by, ...toColumns(`of the hold ${hold.id}`, hold) };
}

/** An earlier version noted no rows. */
function noteIn({ lines, rows }: TableRow): CheckedHolds {
  return { lines: Number(lines), rows: typeof rows === 'string' ? rows : '' };
}

function keyOf({ id, owner }: Hold): string {
  return owner === undefined ? oldKey : `${oldKey}-${id}`;
}

function standing({ partitionKey: project = '', rowKey = '', ...columns }: TableRow): Hold {
  return unreadableHold({ project, id: rowKey === oldKey ? undefined : rowKey.slice(oldKey.length + 1) }, columns);
}

function rowsOf(table: Table, project: string): Promise<TableRow[]> {
  const filter = odata`(PartitionKey eq ${project} or PartitionKey eq ${everyProject})`;
  return Array.fromAsync(table.listEntities({ queryOptions: { filter } }));
}

async function unlessAnother({ id, project }: Hold, act: 'write' | 'remove', write: () => Promise<unknown>) {
  await unlessOvertaken(`${act} the hold ${id}`, `The hold of ${project} is another one by now`, write);
}
