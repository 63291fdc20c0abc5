import type { ListedTable, UnreadableRow } from '../domain/base/unreadable-row.ts';

/** Hears which rows of a table a listing could not read, and knows what the last listing of each table found in this process. */
export interface UnreadableRows {
  found(table: ListedTable, rows: readonly UnreadableRow[]): void;
  known(): readonly UnreadableRow[];
}
