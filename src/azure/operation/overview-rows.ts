import { odata, type TransactionAction } from '@azure/data-tables';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import type { Shown } from '../../domain/overview/shown.ts';
import { seenSchema, shownRoundSchema, shownSchema } from '../../domain/overview/shown-schema.ts';
import type { BeginOfSweep, OverviewStore, Seen, StoredShown } from '../../ports/overview.ts';
import { deleteRows } from '../base/delete-rows.ts';
import { fromColumns, toColumns } from '../base/json-columns.ts';
import { isUnsealed } from '../base/seals/unsealed.ts';
import { attempt, isMissing, isOvertaken, serviceError, unlessMissing } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';
import { startsWith } from '../base/table-key.ts';
import { systemPartition as partitionKey } from '../base/table-partitions.ts';
import { placesIn } from './sweep-places.ts';

/**
 * Rows in the register's table, in the partition of the system, which is read by some requests however many projects there are:
 * `shown:{id}` open operations, `ended:{time that falls}:{id}` the newest ended ones, `seen` what the sweep saw.
 */
export function tableOverview(table: Table): OverviewStore {
  return {
    open: () => openRows(table),
    atBegin: () => attempt('read what a sweep begins with', () => atBegin(table)),
    ended: (most) => attempt('list what ended lately', () => newestEnded(table, most)),
    seen: () =>
      unlessMissing('read what the sweep saw', async () => {
        return seenIn(await table.getEntity(partitionKey, 'seen'));
      }),
    async show(shown) {
      const row = { partitionKey, rowKey: shownKey(shown.id), shown: JSON.stringify(shown) };
      await attempt(`show ${shown.id}`, () => table.upsertEntity(row, 'Merge'));
    },
    end: (shown) => attempt(`show that ${shown.id} ended`, () => moveToEnded(table, shown)),
    async showRound(id, round) {
      const row = { partitionKey, rowKey: shownKey(id), round: JSON.stringify(round) };
      await isWritten(`show the round of ${id}`, () => table.updateEntity(row, 'Merge', { etag: '*' }));
    },
    async mend({ shown, round }, etag) {
      const columns = { shown: JSON.stringify(shown), ...(round && { round: JSON.stringify(round) }) };
      const row = { partitionKey, rowKey: shownKey(shown.id), ...columns };
      return await isWritten(`mend what is shown of ${shown.id}`, () => writeRow(table, row, etag));
    },
    async remove(id, etag) {
      await isWritten(`show ${id} no longer`, () => table.deleteEntity(partitionKey, shownKey(id), { etag }));
    },
    async keepEnded(most, isOver) {
      await isWritten('forget what ended before', async () => {
        const keys = await endedKeys(table, most + mostForgotten);
        await deleteRows(table, partitionKey, keys.slice(most), isOver);
      });
    },
    async see(seen) {
      const row = { partitionKey, rowKey: 'seen', ...toColumns('of what the sweep saw', seen) };
      await attempt('write down what the sweep saw', () => table.upsertEntity(row, 'Replace'));
    },
  };
}

async function* openRows(table: Table): AsyncGenerator<StoredShown> {
  const filter = `${odata`PartitionKey eq ${partitionKey}`} and ${startsWith('shown:')}`;
  try {
    for await (const row of table.listEntities({ queryOptions: { filter } })) yield standing(row);
  } catch (error) {
    throw serviceError('list what is shown of open operations', error);
  }
}

/** The places, what was seen and what is shown stand behind all that grows with what has ended. */
async function atBegin(table: Table): Promise<BeginOfSweep> {
  const filter = `${odata`PartitionKey eq ${partitionKey}`} and RowKey ge 'place:' and RowKey lt 'shown;'`;
  const rows = await Array.fromAsync(table.listEntities({ queryOptions: { filter } }));
  const seen = rows.find(({ rowKey }) => rowKey === 'seen');
  return {
    places: placesIn(rows.filter(({ rowKey = '' }) => rowKey < 'seen')),
    seen: seen && seenIn(seen),
    shown: rows.filter(({ rowKey = '' }) => rowKey > 'seen').map(standing),
  };
}

function seenIn(row: TableRow): Seen | undefined {
  return isUnsealed(row) ? undefined : seenSchema.safeParse(fromColumns(row)).data;
}

async function newestEnded(table: Table, most: number): Promise<Shown[]> {
  const rows: Shown[] = [];
  for await (const row of endedRows(table, most)) {
    const read = shownSchema.safeParse(jsonOf(String(row['shown'])));
    if (read.success) rows.push(read.data);
    if (rows.length === most) break;
  }
  return rows;
}

async function moveToEnded(table: Table, shown: Shown): Promise<void> {
  const ended: TransactionAction = ['upsert', endedRow(shown), 'Replace'];
  const gone: TransactionAction = ['delete', { partitionKey, rowKey: shownKey(shown.id) }];
  try {
    await table.submitTransaction([gone, ended]);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await table.submitTransaction([ended]);
  }
}

function shownKey(id: string): string {
  return `shown:${id}`;
}

/** A register that was written anew shows all that ever ended; what is more, the next sweep forgets. */
const mostForgotten = 20_000;

/** Milliseconds until a time that no clock reaches, so that the newest stands first. */
const endOfTime = 9_999_999_999_999;

function endedRow(shown: Shown) {
  const rowKey = `ended:${endOfTime - Date.parse(shown.since)}:${shown.id}`;
  return { partitionKey, rowKey, shown: JSON.stringify(shown) };
}

async function endedKeys(table: Table, most: number): Promise<string[]> {
  const keys: string[] = [];
  for await (const { rowKey = '' } of endedRows(table, mostAtOnce)) {
    keys.push(rowKey);
    if (keys.length === most) break;
  }
  return keys;
}

/** Azure gives no more rows at once. */
const mostAtOnce = 1000;

async function* endedRows(table: Table, most: number): AsyncGenerator<TableRow> {
  const maxPageSize = Math.min(most, mostAtOnce);
  const filter = `${odata`PartitionKey eq ${partitionKey}`} and ${startsWith('ended:')}`;
  for await (const page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize })) yield* page;
}

function standing(row: TableRow): StoredShown {
  const { rowKey = '', etag } = row;
  const id = rowKey.slice('shown:'.length);
  const shown = shownSchema.safeParse(jsonOf(String(row['shown'])));
  if (!shown.success) return { id, etag };
  const round = shownRoundSchema.safeParse(jsonOf(String(row['round'])));
  return { id, etag, row: { shown: shown.data, ...(round.success ? { round: round.data } : {}) } };
}

/** False when somebody else changed or removed the row meanwhile. */
async function isWritten(tried: string, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isOvertaken(error)) return false;
    throw serviceError(tried, error);
  }
}
