import { mostCounted } from '../../../domain/inspection/evidence.ts';
import type { Label } from './label.ts';
import type { CheckedRule, StartCheck, TableRow } from './table-check.ts';

/** A column of so many rows that goes up from 0 or 1 by one numbers its rows. */
const fewestNumbered = 10;

/** In columns further to the right every small count is told at once. */
const mostHeldBack = 1000;

/** Small counts and zeros, where a column, a row, both (a confusion matrix) or a cell says that it counts. Tables of which only the totals say so are looked at in `totals`. */
export const startCounts: StartCheck = ({ rules, header, found }) => {
  const columns = header.map((label, at) => (label.counts && at < mostHeldBack ? new CountColumn() : undefined));
  const judge = (value: number): CheckedRule | undefined => {
    if (value === 0) return 'zero-count';
    return value > 0 && value < rules.minCount && Number.isInteger(value) ? 'small-count' : undefined;
  };
  return {
    row: (row) => {
      const { cells, number } = row;
      const rowCounts = countsByRow(row, header);
      const isActual = row.labels.some((label) => label.isActual);
      for (let at = 0; at < cells.length; at += 1) {
        const cell = cells[at];
        if (cell?.kind === 'counted') {
          const rule = judge(cell.count);
          if (rule !== undefined && isShare(row, header[at])) found(rule, number, at + 1);
        } else if (cell?.kind === 'number' && !cell.isPercent) {
          const numbers = columns[at];
          if (numbers !== undefined) numbers.take(cell.value, judge(cell.value), number);
          else if (header[at]?.counts || (rowCounts && isOpen(header[at])) || (isActual && header[at]?.isPredicted)) {
            const rule = judge(cell.value);
            if (rule !== undefined) found(rule, number, at + 1);
          }
        }
      }
    },
    end: () => {
      for (const [at, column] of columns.entries()) {
        for (const { rule, row } of column?.pending() ?? []) found(rule, row, at + 1);
      }
    },
  };
};

/** Holds back what it finds until it is known that it neither numbers the rows nor measures something. */
class CountColumn {
  readonly #pending: { readonly rule: CheckedRule; readonly row: number }[] = [];
  readonly #perRule = new Map<CheckedRule, number>();
  #rows = 0;
  #fractions = 0;
  #last: number | undefined;
  #isNumbering = true;

  take(value: number, rule: CheckedRule | undefined, row: number): void {
    this.#isNumbering &&= this.#last === undefined ? value === 0 || value === 1 : value === this.#last + 1;
    this.#last = value;
    this.#rows += 1;
    if (!Number.isInteger(value)) this.#fractions += 1;
    if (rule === undefined) return;
    const known = this.#perRule.get(rule) ?? 0;
    if (known === mostCounted) return;
    this.#perRule.set(rule, known + 1);
    this.#pending.push({ rule, row });
  }

  pending() {
    const isNumbering = this.#isNumbering && this.#rows >= fewestNumbered;
    // A correlation with the number of children is no count.
    return isNumbering || this.#fractions > this.#rows / 2 ? [] : this.#pending;
  }
}

/** Whether a row says that it counts: by its head, and because every number in it that may be a count is one. */
function countsByRow({ labels, cells }: TableRow, header: readonly Label[]): boolean {
  if (!labels.some(({ counts }) => counts) || labels.some(({ isStatistic }) => isStatistic)) return false;
  return cells.every((cell, at) => {
    if (cell.kind !== 'number' || !isOpen(header[at])) return true;
    return Number.isInteger(cell.value) && cell.value >= 0;
  });
}

/** Whether a column may hold counts if its rows say so. */
function isOpen(label: Label | undefined): boolean {
  return label === undefined || !(label.isOther || label.isStatistic || label.isPercent);
}

/** Whether `3 (2.1)` is a count with its share here, and not a mean with its deviation. */
function isShare({ labels }: TableRow, column: Label | undefined): boolean {
  const heads = column === undefined ? labels : [...labels, column];
  return heads.some(({ counts }) => counts) || !heads.some(({ isStatistic }) => isStatistic);
}
