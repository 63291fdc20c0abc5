import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { tableRules } from '../../rules/tables.ts';
import type { textRules } from '../../rules/texts.ts';
import type { Cell } from './cell.ts';
import type { Label } from './label.ts';

export type CheckedRule = (typeof tableRules)[number]['id'] | (typeof textRules)[number]['id'];

export interface TableStart {
  readonly rules: DisclosureRules;
  readonly header: readonly Label[];
  readonly headerRow: number;
  /** Row and column count from 1. */
  found(rule: CheckedRule, row: number, column?: number): void;
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
