import { z } from 'zod';
import type { SweepPlaces } from '../../ports/records.ts';
import { attempt } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import { systemPartition as partitionKey } from '../base/table-partitions.ts';

const prefix = 'place:';
const placeRow = z.object({ rowKey: z.string(), place: z.string().optional() });

/** One row for each part of the sweep in the partition of the system, which is no project's. */
export function tableSweepPlaces(table: Table): SweepPlaces {
  return {
    read: () =>
      attempt('read where the sweep stopped', async () => {
        const places = new Map<string, string>();
        for await (const row of rowsIn(table, partitionKey, prefix)) {
          const { rowKey, place } = placeRow.parse(row);
          if (place !== undefined) places.set(rowKey.slice(prefix.length), place);
        }
        return places;
      }),
    async keep(part, place) {
      const row = { partitionKey, rowKey: `${prefix}${part}`, ...(place === undefined ? {} : { place }) };
      await attempt(`remember where the sweep stopped (${part})`, () => table.upsertEntity(row, 'Replace'));
    },
  };
}
