/** Tables that are read as a whole, by what a row of them that cannot be read counts as, and what mends it. */
export const listedTables = {
  absences: { countsAs: 'the person counts as there', mend: 'say that they are back' },
  people: { countsAs: 'the person has no name', mend: 'correct or clear it, or let them sign in' },
  signins: { countsAs: 'the person never signed in', mend: 'let them sign in' },
  holds: { countsAs: 'what the key names is on hold', mend: 'lift the hold' },
  changes: { countsAs: 'a change waits and stands in the way of others', mend: 'take the change back' },
} as const satisfies Readonly<Record<string, { readonly countsAs: string; readonly mend: string }>>;

export type ListedTable = keyof typeof listedTables;

/** A row that cannot be read, by its keys, and why. */
export interface UnreadableRow {
  readonly table: ListedTable;
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly problem: string;
}

/** Those that are about a person. */
export function unreadableOf(rows: readonly UnreadableRow[], oid: string, table?: ListedTable): UnreadableRow[] {
  const isTheirs = ({ partitionKey }: UnreadableRow) => partitionKey.toLowerCase() === oid.toLowerCase();
  return rows.filter((row) => isTheirs(row) && (table === undefined || row.table === table));
}

/** What the row counts as until somebody mends it, in a sentence. */
export function unreadableText({ table, problem }: Pick<UnreadableRow, 'table' | 'problem'>): string {
  const { countsAs, mend } = listedTables[table];
  return `It cannot be read: ${problem}. So ${countsAs}; to mend it, ${mend}.`;
}
