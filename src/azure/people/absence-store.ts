import { absenceSchema } from '../../domain/review/absence.ts';
import type { AbsenceStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { attempt, unlessMissing } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';

/** One row for each absence, under the object id of who is away. Of one that cannot be read the person counts as there. */
export function tableAbsences(table: Table, unreadable: UnreadableRows): AbsenceStore {
  const rows = new JsonRows(table, { name: 'absences', schema: absenceSchema, leftOut: true, unreadable });
  return {
    list: () => rows.values(),
    async put(absence) {
      const { oid: partitionKey, id: rowKey } = absence;
      const row = { partitionKey, rowKey, ...toColumns(`of the absence ${rowKey}`, absence) };
      await attempt(`write the absence ${rowKey}`, () => table.upsertEntity(row, 'Replace'));
    },
    async remove({ oid, id }) {
      await unlessMissing(`remove the absence ${id}`, () => table.deleteEntity(oid, id));
    },
  };
}
