import { lastSignInSchema } from '../../domain/people/last-sign-in.ts';
import type { SignInStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { attempt, isMissing, serviceError } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';

const rowKey = 'last';

/** One row for each person, under their object id. */
export function tableSignInStore(table: Table, unreadable: UnreadableRows): SignInStore {
  const rows = new JsonRows(table, { name: 'signins', schema: lastSignInSchema, leftOut: true, unreadable });
  return {
    list: () => rows.values(),
    async put(last) {
      const { oid: partitionKey } = last;
      const row = { partitionKey, rowKey, ...toColumns(`of the sign-in of ${partitionKey}`, last) };
      await attempt(`note the sign-in of ${partitionKey}`, () => table.upsertEntity(row, 'Replace'));
    },
    async remove(oid) {
      try {
        await table.deleteEntity(oid, rowKey);
      } catch (error) {
        if (!isMissing(error)) throw serviceError(`forget the sign-in of ${oid}`, error);
      }
    },
  };
}
