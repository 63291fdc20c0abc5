import type { ColumnKind } from '../../../domain/inspection/coverage.ts';
import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { tableRules } from '../../rules/tables.ts';
import type { textRules } from '../../rules/texts.ts';
import type { CountTable } from '../exchange.ts';
import type { Cell } from './cell.ts';
import type { Share } from './counts/file-shares.ts';
import type { Label } from './label.ts';
import type { AskedRows } from './people/asked-rows.ts';

export type CheckedRule = (typeof tableRules)[number]['id'] | (typeof textRules)[number]['id'];

/** What is no alarm where it is rounded. */
export type SmallRule = Extract<CheckedRule, 'small-count' | 'small-missing'>;

/** Takes what the checks find in one table or text, and what they were told of it. Row, line and column count from 1. */
export interface Told {
  found(rule: CheckedRule, row: number, column?: number): void;
  /** A small count that stands among these, which are too few to show whether they are rounded. */
  small(rule: SmallRule, counts: ReadonlySet<number>, row: number, column?: number): void;
  /** A table begins. */
  table(): void;
  row(cells: number): void;
  /** What the columns of the table that ends were taken for. */
  columns(kinds: readonly ColumnKind[]): void;
  /** The counts of a table are rounded to this. `isByFew`: so few of them show it that one table of very many does by chance. */
  rounding(base: number, isByFew: boolean): void;
  /** The different counts of a table that ends: those of several are looked at together. */
  different(counts: ReadonlySet<number>): void;
  /** A title may say how many all are of whom the shares of the file are. */
  saysSizes(title: string): void;
  /** A line, a head or a title that may hold numbers, or the text of a cell. */
  numbers(text: string, cell?: Cell, own?: readonly string[]): void;
  /** What the last command of the file printed. */
  readonly asked: AskedRows;
  /** Shares of all in a table that does not say how many these are. */
  shares(shares: readonly Share[]): void;
  /** A note says that counts are rounded to this. */
  saysBase(base: number): void;
  /** Whole numbers of a sentence, which may be rounded as a note says. */
  loose(numbers: readonly number[]): void;
  /** The counts of a table that ends, where it is a small one. */
  counts(table: CountTable): void;
  /** `isLoose`: the line has numbers and is none of a table. */
  line(isLoose: boolean): void;
}

export interface TableStart {
  readonly rules: DisclosureRules;
  readonly header: readonly Label[];
  /** The same heads as they are written. */
  readonly heads: readonly string[];
  readonly headerRow: number;
  /** Row and column count from 1. */
  found(rule: CheckedRule, row: number, column?: number): void;
  /** Shares of all in a table that does not say how many these are. */
  shares(shares: readonly Share[]): void;
  /** What the columns were taken for, and their different counts. */
  columns(kinds: readonly ColumnKind[], counts: readonly { readonly values: ReadonlySet<number> }[]): void;
}

/** One row below the header. */
export interface TableRow {
  readonly number: number;
  /** What the first cells say that are words, at most three. */
  readonly labels: readonly Label[];
  readonly cells: readonly Cell[];
  /** The cells as plain text. */
  readonly texts: readonly string[];
}

/** Looks at the rows of one table, once, with bounded memory. */
export interface TableCheck {
  row(row: TableRow): void;
  end(): void;
}

export type StartCheck = (table: TableStart) => TableCheck;
