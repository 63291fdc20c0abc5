import type { TableName, UnsealedRow } from '../domain/base/stored-tables.ts';

/** A page of a table, by what became of its rows that have no good seal. */
export interface SealedPage {
  readonly sealed: number;
  readonly left: readonly UnsealedRow[];
  /** Rows with a good seal in which a column does not say what their JSON says, and why. */
  readonly disagreeing: readonly { readonly key: string; readonly why: string }[];
  readonly continuation?: string;
}

export interface RowSeals {
  /** Rows without a good seal that this process met. */
  known(): readonly UnsealedRow[];
  /** Looks at a page of a table, and seals of the rows that have no good seal those that `takes`, as they stand. */
  page(table: TableName, takes: (row: UnsealedRow) => boolean, continuation?: string): Promise<SealedPage>;
}
