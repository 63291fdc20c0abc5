import { type LastSignIn, lastSignInSchema } from '../../domain/people/last-sign-in.ts';
import type { SignInStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { attempt, isMissing, serviceError } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

const rowKey = 'last';

/** One row for each person, under their object id. */
export function tableSignInStore(table: Table, unreadable: UnreadableRows): SignInStore {
  const kind = { name: 'signins', schema: lastSignInSchema, countsAs: ended, leftOut: true, unreadable } as const;
  const rows = new JsonRows<LastSignIn>(table, kind);
  return {
    get: async (oid) => (await rows.get(oid, rowKey))?.value,
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

/** What a row that cannot be read counts as: nobody knows that a session of theirs is not over. */
function ended({ partitionKey: oid = '' }: TableRow): LastSignIn {
  return { oid, at: '', groups: 'no-claim', endedAt: '9999-12-31T00:00:00.000Z' };
}
