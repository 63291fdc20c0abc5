import { z } from 'zod';
import type { SweepPlaces } from '../../ports/records.ts';
import { attempt } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import { systemPartition as partitionKey } from '../base/table-partitions.ts';

const prefix = 'place:';
const placeRow = z.object({ rowKey: z.string(), place: z.string().optional() });

/** One row for each part of the sweep in the partition of the system, which is no project's. */
export function tableSweepPlaces(table: Table): SweepPlaces {
  return {
    read: () =>
      attempt('read where the sweep stopped', async () => {
        return placesIn(await Array.fromAsync(rowsIn(table, partitionKey, prefix)));
      }),
    async keep(part, place) {
      const row = { partitionKey, rowKey: `${prefix}${part}`, ...(place === undefined ? {} : { place }) };
      await attempt(`remember where the sweep stopped (${part})`, () => table.upsertEntity(row, 'Replace'));
    },
  };
}

export function placesIn(rows: readonly TableRow[]): ReadonlyMap<string, string> {
  const read = rows.map((row) => placeRow.parse(row));
  return new Map(
    read.flatMap(({ rowKey, place }) => (place === undefined ? [] : [[rowKey.slice(prefix.length), place]])),
  );
}
