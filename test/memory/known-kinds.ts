import type { TableEntity, TransactionAction } from '@azure/data-tables';
import type { Table } from '../../src/azure/base/table.ts';
import { kindsOf } from '../../src/domain/overview/stored-rows.ts';

/** A table of the app that takes no row of a kind of which `src/domain/overview/stored-rows.ts` does not say what its loss means. */
export function ofKnownKinds(table: Table, name: string): Table {
  const requireKind = ({ partitionKey, rowKey }: Pick<TableEntity, 'partitionKey' | 'rowKey'>): void => {
    const kinds = kindsOf(name, partitionKey, rowKey);
    if (kinds.length !== 1)
      throw new Error(`The row ${partitionKey} ${rowKey} of ${name} is of ${kinds.length} kinds (${kinds.join(', ')})`);
  };
  return {
    ...table,
    async createEntity(row) {
      requireKind(row);
      return await table.createEntity(row);
    },
    async updateEntity(row, mode, options) {
      requireKind(row);
      return await table.updateEntity(row, mode, options);
    },
    async upsertEntity(row, mode) {
      requireKind(row);
      return await table.upsertEntity(row, mode);
    },
    async submitTransaction(actions: TransactionAction[]) {
      for (const [, row] of actions) requireKind(row);
      return await table.submitTransaction(actions);
    },
  };
}
