import type { TableName, UnsealedRow } from '../../../domain/base/stored-tables.ts';
import type { RowSeals } from '../../../ports/row-seals.ts';
import { attempt, isConflict, isMissing } from '../service-error.ts';
import type { Table, TableRow } from '../table.ts';
import { brokenSeal } from './row-seal.ts';
import type { SealKeys } from './seal-keys.ts';
import { columnsOf, whole } from './sealed-table.ts';
import type { UnsealedRows } from './unsealed-rows.ts';

/** So many rows are sealed at the same time. */
const atOnce = 20;

/** The seals of tables that are given past them. */
export function rowSeals(table: (name: TableName) => Table, keys: SealKeys, known: UnsealedRows): RowSeals {
  return {
    known: () => known.known(),
    page: (name, takes, continuation) =>
      attempt(`look at the seals of ${name}`, async () => {
        const pages = table(name)
          .listEntities()
          .byPage(continuation === undefined ? {} : { continuationToken: continuation });
        const { value: page, done } = await pages.next();
        if (done) return { sealed: 0, left: [] };
        const left: UnsealedRow[] = [];
        const taken: TableRow[] = [];
        for (const row of page) {
          const found = await unsealedIn(keys, name, row);
          known.found({ table: name, partitionKey: row.partitionKey ?? '', rowKey: row.rowKey ?? '' }, found?.problem);
          if (found !== undefined) takes(found) ? taken.push(row) : left.push(found);
        }
        await sealAll(table(name), keys, name, taken);
        const next = page.continuationToken;
        return { sealed: taken.length, left, ...(next === undefined ? {} : { continuation: next }) };
      }),
  };
}

async function unsealedIn(keys: SealKeys, table: TableName, row: TableRow): Promise<UnsealedRow | undefined> {
  const { partitionKey = '', rowKey = '' } = row;
  const place = { table, partitionKey, rowKey };
  const columns = columnsOf(row);
  let broken = brokenSeal(await keys.ring(), place, columns);
  if (broken?.unknownKey !== undefined) broken = brokenSeal(await keys.ringWith(broken.unknownKey), place, columns);
  return broken === undefined ? undefined : { ...place, problem: broken.problem };
}

/** A row that somebody wrote meanwhile has the seal of whoever wrote it. */
async function sealAll(table: Table, keys: SealKeys, name: TableName, rows: readonly TableRow[]): Promise<void> {
  const ring = await keys.ring();
  for (let at = 0; at < rows.length; at += atOnce)
    await Promise.all(
      rows.slice(at, at + atOnce).map(async (row) => {
        const { partitionKey = '', rowKey = '', etag } = row;
        const sealed = whole(ring, name, { ...columnsOf(row), partitionKey, rowKey });
        try {
          await table.updateEntity(sealed, 'Replace', { etag });
        } catch (error) {
          if (!isConflict(error) && !isMissing(error)) throw error;
        }
      }),
    );
}
