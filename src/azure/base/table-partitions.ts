import { odata } from '@azure/data-tables';
import type { Table } from './table.ts';

/** Partition for what belongs to no project; no project can have this id. */
export const systemPartition = '_system';

/** Key of the row there that each table has since the deployment began. */
export const markKey = 'begun';

/**
 * Names of the partitions that have a row, in order, by one request each. A filter on row keys alone would make the service go
 * through every row of the table (https://learn.microsoft.com/azure/storage/tables/table-storage-design-for-query).
 */
export async function* partitionsOf(table: Table): AsyncGenerator<string> {
  let partition = await partitionAfter(table, '');
  while (partition !== undefined) {
    yield partition;
    partition = await partitionAfter(table, partition);
  }
}

/** Rows are ordered by partition, so the first one behind a partition's rows belongs to the next. */
async function partitionAfter(table: Table, partition: string): Promise<string | undefined> {
  const queryOptions = { filter: odata`PartitionKey gt ${partition}`, select: ['PartitionKey'] };
  // A page may be empty although rows follow: the service ends one wherever it changes servers.
  for await (const [row] of table.listEntities({ queryOptions }).byPage({ maxPageSize: 1 })) {
    if (row?.partitionKey !== undefined) return row.partitionKey;
  }
  return undefined;
}
