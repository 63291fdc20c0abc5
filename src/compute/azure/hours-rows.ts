import { fromColumns, readColumns, toColumns } from '../../azure/base/json-columns.ts';
import { isUnsealed } from '../../azure/base/seals/unsealed.ts';
import { attempt, isConflict } from '../../azure/base/service-error.ts';
import type { Table } from '../../azure/base/table.ts';
import { rowsIn } from '../../azure/base/table-key.ts';
import { systemPartition as partitionKey } from '../../azure/base/table-partitions.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import { hoursBy, type KeptHours, keptHours, type LookClock, lookClock } from '../domain/usage/hours.ts';
import type { HoursStore, KeptOfAll } from '../ports/hours.ts';

const prefix = 'hours:';

/** Rows `hours:{project}` in the partition of the system, and the clock of looks as `hours:`, so that all come with one request. */
export function tableHours(table: Table): HoursStore {
  const kept = () => attempt('read how long computes ran', () => readAll(table));
  const write = (key: string, what: string, value: unknown, etag: string | undefined) =>
    attempt(`write down ${what}`, async () => {
      const rowKey = `${prefix}${key}`;
      const row = { partitionKey, rowKey, ...toColumns(rowKey, value) };
      try {
        await (etag === undefined ? table.createEntity(row) : table.updateEntity(row, 'Replace', { etag }));
      } catch (error) {
        if (!isConflict(error)) throw error;
        throw new ConflictError(`Another run has written down ${what}`, { cause: error });
      }
    });
  return {
    kept,
    async ofAll() {
      const { clock, rows } = await kept();
      return new Map([...rows].map(([project, { value }]) => [project, hoursBy(clock?.value, value)]));
    },
    write: (project, hours, etag) => write(project, `how long the computes of ${project} ran`, hours, etag),
    writeClock: (clock, etag) => write('', 'for how long somebody looked', clock, etag),
  };
}

async function readAll(table: Table): Promise<KeptOfAll> {
  const rows = new Map<string, Stored<KeptHours>>();
  let clock: Stored<LookClock> | undefined;
  for await (const row of rowsIn(table, partitionKey, prefix)) {
    const { rowKey = '', etag } = row;
    // That project's hours can be counted no further; those of the others can.
    if (isUnsealed(row)) continue;
    const project = rowKey.slice(prefix.length);
    if (project !== '') rows.set(project, { value: keptHours.parse(fromColumns(row)), etag });
    else {
      // Without it every look writes the row of each project.
      const value = readColumns(lookClock, row);
      if (value !== undefined) clock = { value, etag };
    }
  }
  return { clock, rows };
}
