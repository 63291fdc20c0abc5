import type { TableEntity } from '@azure/data-tables';
import { StorageRefusal } from '../../local/azure/storage/storage-request.ts';
import { checkEntity } from '../../local/azure/storage/table-limits.ts';
import { tableError } from './storage-errors.ts';

/** The columns of a row as a request brings them. What is undefined or null is left out, as on the way to Azure. Throws what Azure refuses. */
export function acceptedRow(row: TableEntity): Record<string, unknown> {
  const { partitionKey, rowKey, etag: _etag, timestamp: _timestamp, ...given } = row;
  requireKey(partitionKey);
  requireKey(rowKey);
  const columns: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null) columns[name] = requireColumn(name, value);
  try {
    checkEntity({ PartitionKey: partitionKey, RowKey: rowKey, ...columns });
  } catch (error) {
    if (error instanceof StorageRefusal) throw tableError(error.status, error.code, error.message);
    throw error;
  }
  return columns;
}

/** Keys of up to 1 KiB, without the characters that a URL or the service needs itself. */
function requireKey(key: string): void {
  if (key.length > 512 || /[/\\#?\p{Cc}]/u.test(key))
    throw tableError(400, 'InvalidInput', `${JSON.stringify(key)} is no key of a row.`);
}

function requireColumn(name: string, value: unknown): string | number | boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Error(`No table in memory takes ${name}: ${JSON.stringify(value)}`);
  if (typeof value === 'string' && value.length * 2 > 64 * 1024)
    throw tableError(400, 'PropertyValueTooLarge', `The property ${name} is larger than 64 KiB.`);
  return value;
}
