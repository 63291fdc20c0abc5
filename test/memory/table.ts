import type { TransactionAction } from '@azure/data-tables';
import type { Table, TableRow } from '../../src/azure/base/table.ts';
import type { RowQuery, TableService } from './table-service.ts';

type ListOptions = Parameters<Table['listEntities']>[0];
type PageSettings = Parameters<ReturnType<Table['listEntities']>['byPage']>[0];
type Page = TableRow[] & { readonly continuationToken?: string };

/** A table in memory, in the form in which the stores know the SDK's `TableClient`: its pages and its refusals before a request. */
export function memoryTable(service: TableService): Table {
  return {
    getEntity: (partitionKey, rowKey, options) => service.read(partitionKey, rowKey, options?.queryOptions.select),
    createEntity: (row) => service.insert(row),
    updateEntity: (row, mode, { etag }) => service.update(row, mode, etag),
    upsertEntity: (row, mode) => service.upsert(row, mode),
    deleteEntity: (partitionKey, rowKey, options) => service.remove(partitionKey, rowKey, options?.etag ?? '*'),
    listEntities: (options) => ({
      byPage: (settings) => pagesOf(service, options, settings),
      async *[Symbol.asyncIterator]() {
        for await (const page of pagesOf(service, options, {})) yield* page;
      },
    }),
    async submitTransaction(actions) {
      requireOnePartition(actions);
      return { subResponses: await service.transact(actions) };
    },
  };
}

async function* pagesOf(
  service: TableService,
  options: ListOptions,
  { maxPageSize, continuationToken }: PageSettings,
): AsyncGenerator<Page> {
  let from = continuationToken === undefined ? undefined : readToken(continuationToken);
  do {
    const { filter, select } = options?.queryOptions ?? {};
    const { rows, next } = await service.query({ filter, select, top: maxPageSize, from });
    from = next;
    yield Object.assign(rows, next === undefined ? {} : { continuationToken: tokenOf(next) });
  } while (from !== undefined);
}

/** The SDK's own form, which callers of the register send back. */
function tokenOf({ partition, row }: NonNullable<RowQuery['from']>): string {
  return Buffer.from(JSON.stringify({ nextPartitionKey: partition, nextRowKey: row })).toString('base64');
}

function readToken(token: string): RowQuery['from'] {
  const { nextPartitionKey, nextRowKey = '' } = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
  return { partition: String(nextPartitionKey), row: String(nextRowKey) };
}

function requireOnePartition(actions: readonly TransactionAction[]): void {
  const partitions = new Set(actions.map(([, { partitionKey }]) => partitionKey));
  if (partitions.size > 1) throw new Error('All operations in a transaction must target the same partitionKey');
}
