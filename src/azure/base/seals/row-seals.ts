import type { TableName, UnsealedRow } from '../../../domain/base/stored-tables.ts';
import type { RowSeals } from '../../../ports/row-seals.ts';
import { attempt, isOvertaken } from '../service-error.ts';
import type { Table, TableRow } from '../table.ts';
import { brokenSeal, type RowPlace } from './row-seal.ts';
import type { SealKeys } from './seal-keys.ts';
import { columnsOf, whole } from './sealed-table.ts';
import { type UnsealedRows, unsealedRow } from './unsealed-rows.ts';

const atOnce = 20;

/** The seals of tables that are given past them. `disagrees`: why the columns of a row are not those of its JSON. */
export function rowSeals(
  table: (name: TableName) => Table,
  keys: SealKeys,
  known: UnsealedRows,
  disagrees: (table: TableName, row: TableRow) => string | undefined,
): RowSeals {
  return {
    known: () => known.known(),
    page: (name, takes, continuation) =>
      attempt(`look at the seals of ${name}`, async () => {
        const pages = table(name)
          .listEntities()
          .byPage(continuation === undefined ? {} : { continuationToken: continuation });
        const { value: page, done } = await pages.next();
        if (done) return { sealed: 0, left: [], disagreeing: [] };
        const left: UnsealedRow[] = [];
        const taken: TableRow[] = [];
        const disagreeing: { readonly key: string; readonly why: string }[] = [];
        for (const row of page) {
          const found = await unsealedIn(keys, name, row, known);
          const why = found === undefined ? disagrees(name, row) : undefined;
          if (why !== undefined) disagreeing.push({ key: `${row.partitionKey} ${row.rowKey}`, why });
          if (found !== undefined) takes(found) ? taken.push(row) : left.push(found);
        }
        for (const row of await sealAll(table(name), keys, name, taken)) known.found(row, undefined);
        const next = page.continuationToken;
        return { sealed: taken.length, left, disagreeing, ...(next === undefined ? {} : { continuation: next }) };
      }),
  };
}

async function unsealedIn(
  keys: SealKeys,
  table: TableName,
  row: TableRow,
  known: UnsealedRows,
): Promise<UnsealedRow | undefined> {
  const { partitionKey = '', rowKey = '' } = row;
  const place = { table, partitionKey, rowKey };
  const columns = columnsOf(row);
  let broken = brokenSeal(await keys.ring(), place, columns);
  if (broken?.unknownKey !== undefined) broken = brokenSeal(await keys.ringWith(broken.unknownKey), place, columns);
  known.found(place, broken);
  return broken === undefined ? undefined : unsealedRow(place, broken);
}

/** A row that somebody wrote meanwhile has the seal of whoever wrote it. */
async function sealAll(table: Table, keys: SealKeys, name: TableName, rows: readonly TableRow[]): Promise<RowPlace[]> {
  const ring = await keys.ring();
  for (let at = 0; at < rows.length; at += atOnce)
    await Promise.all(
      rows.slice(at, at + atOnce).map(async (row) => {
        const { partitionKey = '', rowKey = '', etag } = row;
        const sealed = whole(ring, name, { ...columnsOf(row), partitionKey, rowKey });
        try {
          await table.updateEntity(sealed, 'Replace', { etag });
        } catch (error) {
          if (!isOvertaken(error)) throw error;
        }
      }),
    );
  return rows.map(({ partitionKey = '', rowKey = '' }) => ({ table: name, partitionKey, rowKey }));
}
