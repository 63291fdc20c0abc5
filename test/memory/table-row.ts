import type { TableEntity } from '@azure/data-tables';
import { checkEntity } from '../../local/azure/storage/table-limits.ts';
import { refusedAlike } from './storage-errors.ts';

/** The columns of a row as a request brings them. What is undefined or null is left out, as on the way to Azure. Throws what Azure refuses. */
export function acceptedRow(row: TableEntity): Record<string, unknown> {
  const { partitionKey, rowKey, etag: _etag, timestamp: _timestamp, ...given } = row;
  const columns: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null) columns[name] = requireColumn(name, value);
  refusedAlike(() => checkEntity({ PartitionKey: partitionKey, RowKey: rowKey, ...columns }));
  return columns;
}

function requireColumn(name: string, value: unknown): string | number | boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Error(`No table in memory takes ${name}: ${JSON.stringify(value)}`);
  return value;
}
