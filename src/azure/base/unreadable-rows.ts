import type { ListedTable, UnreadableRow } from '../../domain/base/unreadable-row.ts';
import type { UnreadableRows } from '../../ports/stores.ts';

/** What the last listing of each table in this process could not read. */
export function unreadableRows(): UnreadableRows {
  const last = new Map<ListedTable, readonly UnreadableRow[]>();
  return {
    found: (table, rows) => void last.set(table, rows),
    known: () => [...last.values()].flat(),
  };
}
