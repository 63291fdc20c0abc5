import { z } from 'zod';
import type { SweepPlaces } from '../ports/records.ts';
import { attempt, isMissing, serviceError } from './service-error.ts';
import type { Table } from './table.ts';
import { systemPartition } from './table-partitions.ts';

const placeRow = z.object({ place: z.string().optional() });

/** One row for each part of the sweep in the partition of the system, which is no project's. */
export function tableSweepPlaces(table: Table): SweepPlaces {
  return {
    async read(part) {
      try {
        return placeRow.parse(await table.getEntity(systemPartition, `place:${part}`)).place;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw serviceError(`read where the sweep stopped (${part})`, error);
      }
    },
    async keep(part, place) {
      const row = { partitionKey: systemPartition, rowKey: `place:${part}`, ...(place === undefined ? {} : { place }) };
      await attempt(`remember where the sweep stopped (${part})`, () => table.upsertEntity(row, 'Replace'));
    },
  };
}
