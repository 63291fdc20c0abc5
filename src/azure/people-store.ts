import { type PersonEntry, personEntrySchema } from '../domain/person-entry.ts';
import type { PeopleStore } from '../ports/people.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { attempt, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';

const rowKey = 'person';

/** One row for each person, under their object id. */
export function tablePeople(table: Table): PeopleStore {
  return {
    async get(oid) {
      try {
        return personEntrySchema.parse(fromColumns(await table.getEntity(oid.toLowerCase(), rowKey)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw serviceError(`read who ${oid} is`, error);
      }
    },
    list: () =>
      attempt('list who people are', async () => {
        const all: PersonEntry[] = [];
        for await (const row of table.listEntities()) all.push(personEntrySchema.parse(fromColumns(row)));
        return all;
      }),
    async put(entry) {
      const { oid: partitionKey } = entry;
      const row = { partitionKey, rowKey, ...toColumns(`of the person ${partitionKey}`, entry) };
      await attempt(`write who ${partitionKey} is`, () => table.upsertEntity(row, 'Replace'));
    },
  };
}
