import { type LastSignIn, lastSignInSchema } from '../domain/last-sign-in.ts';
import type { SignInStore } from '../ports/last-sign-in.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { attempt, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';

const rowKey = 'last';

/** One row for each person, under their object id. */
export function tableSignInStore(table: Table): SignInStore {
  return {
    list: () =>
      attempt('list the last sign-ins', async () => {
        const all: LastSignIn[] = [];
        for await (const row of table.listEntities()) all.push(lastSignInSchema.parse(fromColumns(row)));
        return all;
      }),
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
