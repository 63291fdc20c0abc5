import type { TransactionAction } from '@azure/data-tables';
import type { Table } from './table.ts';

/** No transaction takes more rows. */
const mostTogether = 100;

/** Deletes rows of one partition, by as few requests as it takes; none is begun once `isOver`. */
export async function deleteRows(
  table: Table,
  partitionKey: string,
  rowKeys: readonly string[],
  isOver: () => boolean = () => false,
): Promise<void> {
  for (let at = 0; at < rowKeys.length && !isOver(); at += mostTogether) {
    const some = rowKeys.slice(at, at + mostTogether);
    await table.submitTransaction(some.map((rowKey): TransactionAction => ['delete', { partitionKey, rowKey }]));
  }
}
