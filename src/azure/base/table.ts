import type { TableEntity, TableEntityResult, TransactionAction } from '@azure/data-tables';

export type TableRow = TableEntityResult<Record<string, unknown>>;

interface TableRows extends AsyncIterable<TableRow> {
  byPage(settings: {
    readonly maxPageSize?: number;
    readonly continuationToken?: string;
  }): AsyncIterableIterator<TableRow[] & { readonly continuationToken?: string }>;
}

/** The part of the SDK's `TableClient` that the stores need, so that they run over any table that behaves like Azure's. */
export interface Table {
  getEntity(
    partitionKey: string,
    rowKey: string,
    options?: { readonly queryOptions: { readonly select: string[] } },
  ): Promise<TableRow>;
  createEntity(row: TableEntity): Promise<{ readonly etag?: string }>;
  updateEntity(
    row: TableEntity,
    mode: 'Merge' | 'Replace',
    options: { readonly etag: string },
  ): Promise<{ readonly etag?: string }>;
  upsertEntity(row: TableEntity, mode: 'Merge' | 'Replace'): Promise<unknown>;
  /** Without an ETag whatever stands is deleted. */
  deleteEntity(partitionKey: string, rowKey: string, options?: { readonly etag: string }): Promise<unknown>;
  listEntities(options?: { readonly queryOptions: { readonly filter: string; readonly select?: string[] } }): TableRows;
  submitTransaction(
    actions: TransactionAction[],
  ): Promise<{ readonly subResponses: readonly { readonly etag?: string }[] }>;
}

/** Creates a row, or puts it in place of the one with that ETag. */
export function writeRow(table: Table, row: TableEntity, etag: string | null): Promise<{ readonly etag?: string }> {
  return etag === null ? table.createEntity(row) : table.updateEntity(row, 'Replace', { etag });
}
