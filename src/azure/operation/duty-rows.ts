import { dutiesSchema, keyOfDuties } from '../../domain/people/duties.ts';
import type { DutyStore, StandingDuties } from '../../ports/stores.ts';
import { readColumns, toColumns } from '../base/json-columns.ts';
import { attempt, unlessOvertaken } from '../base/service-error.ts';
import { type Table, writeRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';

const prefix = 'duties:';

/** Rows `duties:{export}:{time}` beside the operations of a project: one for each release of which recipients were asked something. */
export function tableDuties(table: Table): DutyStore {
  return {
    of: (project) =>
      attempt(`read what recipients of ${project} owe`, async () => {
        const all: StandingDuties[] = [];
        for await (const row of rowsIn(table, project, prefix))
          all.push({
            key: (row.rowKey ?? '').slice(prefix.length),
            value: readColumns(dutiesSchema, row),
            etag: row.etag,
          });
        return all;
      }),
    async put(project, duties, etag) {
      const key = keyOfDuties(duties);
      const row = { partitionKey: project, rowKey: `${prefix}${key}`, ...toColumns(`of the duties ${key}`, duties) };
      const tried = `write what recipients owe about ${duties.exportId}`;
      await unlessOvertaken(tried, `Could not ${tried}: somebody else did since it was read`, () =>
        writeRow(table, row, etag),
      );
    },
  };
}
