import { createHash } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { Table } from './table.ts';

/** SHA-256 in hex: a table key for text that may hold what keys may not (slash, backslash, #, ?, control characters, over 1 KiB). */
export function hashedKey(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The range of row keys that start with the prefix, as an OData condition. The prefix ends with a colon and has no quote. */
export function startsWith(prefix: string): string {
  return `RowKey ge '${prefix}' and RowKey lt '${prefix.slice(0, -1)};'`;
}

/** The rows of a partition whose keys start with the prefix. */
export function rowsIn(table: Table, partition: string, prefix: string): ReturnType<Table['listEntities']> {
  const filter = `${odata`PartitionKey eq ${partition}`} and ${startsWith(prefix)}`;
  return table.listEntities({ queryOptions: { filter } });
}

/** The part of that range which lies behind a key of it. */
export function behind(key: string, prefix: string): string {
  return `RowKey gt '${key}' and RowKey lt '${prefix.slice(0, -1)};'`;
}

/** Azure takes no more comparisons in one filter. */
const comparisonsAtMost = 15;

/**
 * That the column has one of these values, without brackets, as a condition beside `others` further comparisons. Undefined when there is nothing to compare, or
 * more than one filter may: whoever asks sorts out what comes.
 */
export function oneOf(column: string, values: readonly string[], others: number): string | undefined {
  if (values.length === 0 || values.length + others > comparisonsAtMost) return undefined;
  return values.map((value) => `${column} ${odata`eq ${value}`}`).join(' or ');
}
