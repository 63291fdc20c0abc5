import { type Absence, absenceSchema } from '../domain/absence.ts';
import type { AbsenceStore } from '../ports/absences.ts';
import { fromColumns, toColumns } from './json-columns.ts';
import { attempt, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';

/** One row for each absence, under the object id of who is away. */
export function tableAbsences(table: Table): AbsenceStore {
  return {
    list: () =>
      attempt('list the absences', async () => {
        const all: Absence[] = [];
        for await (const row of table.listEntities()) all.push(absenceSchema.parse(fromColumns(row)));
        return all;
      }),
    async put(absence) {
      const { oid: partitionKey, id: rowKey } = absence;
      const row = { partitionKey, rowKey, ...toColumns(`of the absence ${rowKey}`, absence) };
      await attempt(`write the absence ${rowKey}`, () => table.upsertEntity(row, 'Replace'));
    },
    async remove({ oid, id }) {
      try {
        await table.deleteEntity(oid, id);
      } catch (error) {
        if (!isMissing(error)) throw serviceError(`remove the absence ${id}`, error);
      }
    },
  };
}
