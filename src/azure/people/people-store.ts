import { type PersonEntry, personEntrySchema } from '../../domain/people/person-entry.ts';
import type { PeopleStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { attempt } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';

const rowKey = 'person';

/** One row for each person, under their object id. Of one that cannot be read no more is known than that there is somebody. */
export function tablePeople(table: Table, unreadable: UnreadableRows): PeopleStore {
  const kind = { name: 'people', schema: personEntrySchema, countsAs: withoutName, leftOut: true, unreadable } as const;
  const rows = new JsonRows<PersonEntry>(table, kind);
  return {
    get: async (oid) => (await rows.get(oid.toLowerCase(), rowKey))?.value,
    list: () => rows.values(),
    async put(entry) {
      const { oid: partitionKey } = entry;
      const row = { partitionKey, rowKey, ...toColumns(`of the person ${partitionKey}`, entry) };
      await attempt(`write who ${partitionKey} is`, () => table.upsertEntity(row, 'Replace'));
    },
  };
}

function withoutName({ partitionKey: oid = '', timestamp: since = '' }: TableRow): PersonEntry {
  return { oid, name: null, email: null, since, seenOn: since.slice(0, 10), origin: 'sign-in', clearedAt: null };
}
