import { storedTables } from './stored-tables.ts';

/** Tables that are read as a whole: what a row of them that cannot be read counts as is said with the table. */
export type ListedTable = 'absences' | 'people' | 'signins' | 'holds' | 'changes' | 'refused';

export interface UnreadableRow {
  readonly table: ListedTable;
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly problem: string;
}

export function unreadableOf(rows: readonly UnreadableRow[], oid: string, table?: ListedTable): UnreadableRow[] {
  const isTheirs = ({ partitionKey }: UnreadableRow) => partitionKey.toLowerCase() === oid.toLowerCase();
  return rows.filter((row) => isTheirs(row) && (table === undefined || row.table === table));
}

export function unreadableText({ table, problem }: Pick<UnreadableRow, 'table' | 'problem'>): string {
  const { countsAs, mend } = storedTables[table];
  return `It cannot be read: ${problem}. So ${countsAs}; to mend it, ${mend}.`;
}
