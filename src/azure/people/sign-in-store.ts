import { type LastSignIn, lastSignInSchema } from '../../domain/people/last-sign-in.ts';
import type { SignInStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';

const rowKey = 'last';

/** One row for each person, under their object id. */
export function tableSignInStore(table: Table, unreadable: UnreadableRows): SignInStore {
  const kind = { name: 'signins', schema: lastSignInSchema, countsAs: ended, leftOut: true, unreadable } as const;
  const rows = new JsonRows<LastSignIn>(table, kind);
  return {
    get: (oid) => rows.get(oid, rowKey),
    list: () => rows.values(),
    async put(last, etag) {
      const { oid: partitionKey } = last;
      const row = { partitionKey, rowKey, ...toColumns(`of the sign-in of ${partitionKey}`, last) };
      await unlessAnother(partitionKey, 'note', () => writeRow(table, row, etag));
    },
    remove: ({ value: { oid }, etag }) => unlessAnother(oid, 'forget', () => table.deleteEntity(oid, rowKey, { etag })),
  };
}

async function unlessAnother(oid: string, act: 'note' | 'forget', write: () => Promise<unknown>): Promise<void> {
  await unlessOvertaken(`${act} the sign-in of ${oid}`, `The last sign-in of ${oid} is another one by now`, write);
}

/** What a row that cannot be read counts as: nobody knows that a session of theirs is not over. */
function ended({ partitionKey: oid = '' }: TableRow): LastSignIn {
  return { oid, at: '', groups: 'no-claim', endedAt: '9999-12-31T00:00:00.000Z' };
}
