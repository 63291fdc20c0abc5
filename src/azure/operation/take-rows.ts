import type { TableEntity, TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { type Take, takeSchema } from '../../domain/transfer/limits.ts';
import type { TakeStore } from '../../ports/stores.ts';
import { readColumns, toColumns } from '../base/json-columns.ts';
import { attempt, unlessOvertaken } from '../base/service-error.ts';
import type { Table } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';

const countSchema = z.strictObject({ count: z.number() });
const countKey = 'take:all';

/**
 * Rows `take:{export}:{round}` beside the operations of a project, and one that says how many there are. Every change writes that one in the
 * same transaction, so that of two releases at once the second sees what the first took.
 */
export function tableTakes(table: Table): TakeStore {
  return {
    of: (project) =>
      attempt(`read what releases of ${project} took of its limits`, async () => {
        const takes: Take[] = [];
        let [count, etag]: [number | undefined, string | null] = [0, null];
        for await (const row of rowsIn(table, project, 'take:')) {
          if (row.rowKey === countKey) [count, etag] = [readColumns(countSchema, row)?.count, row.etag];
          else takes.push(...[readColumns(takeSchema, row) ?? []].flat());
        }
        return { takes, etag, isWhole: takes.length === count };
      }),
    async change(project, { takes, etag }, { added, removed }) {
      const count = takes.length + added.length - removed.length;
      const counted = { partitionKey: project, rowKey: countKey, ...toColumns(countKey, { count }) };
      const tried = `write what releases of ${project} took of its limits`;
      await unlessOvertaken(tried, `Could not ${tried}: somebody else did since it was read`, () =>
        table.submitTransaction([
          etag === null ? ['create', counted] : ['update', counted, 'Replace', { etag }],
          ...added.map((take): TransactionAction => ['upsert', takeRow(project, take), 'Replace']),
          ...removed.map((take): TransactionAction => ['delete', keysOf(project, take)]),
        ]),
      );
    },
  };
}

function takeRow(project: string, take: Take): TableEntity {
  return { ...keysOf(project, take), ...toColumns(`of the take of ${take.exportId}`, take) };
}

function keysOf(partitionKey: string, { exportId, round }: Take): { partitionKey: string; rowKey: string } {
  return { partitionKey, rowKey: `take:${exportId}:${round}` };
}
