import { type LastSignIn, lastSignInSchema } from '../../domain/people/last-sign-in.ts';
import { ConflictError } from '../../ports/records.ts';
import type { SignInStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { isConflict, isMissing, serviceError } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

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
      try {
        if (etag === null) await table.createEntity(row);
        else await table.updateEntity(row, 'Replace', { etag });
      } catch (error) {
        throw conflictOr(partitionKey, 'note', error);
      }
    },
    async remove({ value, etag }) {
      try {
        await table.deleteEntity(value.oid, rowKey, { etag });
      } catch (error) {
        throw conflictOr(value.oid, 'forget', error);
      }
    },
  };
}

function conflictOr(oid: string, act: 'note' | 'forget', error: unknown): Error {
  if (!isConflict(error) && !isMissing(error)) return serviceError(`${act} the sign-in of ${oid}`, error);
  return new ConflictError(`The last sign-in of ${oid} is another one by now`, { cause: error });
}

/** What a row that cannot be read counts as: nobody knows that a session of theirs is not over. */
function ended({ partitionKey: oid = '' }: TableRow): LastSignIn {
  return { oid, at: '', groups: 'no-claim', endedAt: '9999-12-31T00:00:00.000Z' };
}
