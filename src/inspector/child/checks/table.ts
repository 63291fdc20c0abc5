import type { DisclosureRules } from '../../../domain/disclosure.ts';
import type { SeenTable } from '../reader.ts';
import type { Cell } from './cell.ts';
import { startCounts } from './counts.ts';
import { startExtremes } from './extremes.ts';
import { startIdentifiers } from './identifiers.ts';
import { startIndividuals } from './individuals.ts';
import { type Label, labelOf } from './label.ts';
import { startRates } from './rates.ts';
import { Readings } from './reading.ts';
import type { StartCheck, TableCheck, TableRow, TableStart } from './table-check.ts';
import { startTotals } from './totals.ts';

const startChecks: readonly StartCheck[] = [
  startCounts,
  startTotals,
  startRates,
  startExtremes,
  startIdentifiers,
  startIndividuals,
];

/** So many rows above the header may hold a title or nothing. */
const mostTitles = 5;
/** So many cells at the left of a row may say what it is about. */
const mostLabels = 3;

/** Holds the rows of one table to the rules. */
export function startTable(rules: DisclosureRules, found: TableStart['found']): SeenTable {
  const read = rowReader(rules, found);
  let checks: readonly TableCheck[] | undefined;
  const titles: TableRow[] = [];
  const begin = ({ texts, number }: TableRow, below: readonly TableRow[]) => {
    const table: TableStart = { rules, header: texts.map(labelOf), headerRow: number, found };
    checks = startChecks.map((start) => start(table));
    for (const row of below) for (const check of checks) check.row(row);
  };
  return {
    row: (raw) => {
      const row = read(raw);
      if (checks !== undefined) {
        for (const check of checks) check.row(row);
      } else if (row.cells.filter(({ kind }) => kind !== 'blank').length > 1) {
        begin(row, []);
      } else if (titles.push(row) > mostTitles) {
        // One column alone has no titles.
        const [first = row, ...below] = titles;
        begin(first, below);
      }
    },
    end: () => {
      const [first, ...below] = titles;
      if (checks === undefined && first !== undefined) begin(first, below);
      for (const check of checks ?? []) check.end();
    },
  };
}

/** Reads rows, and tells what is wrong with single cells, those of the header too. */
function rowReader(rules: DisclosureRules, found: TableStart['found']): (raw: readonly string[]) => TableRow {
  const readings = new Readings(rules);
  let number = 0;
  return (raw) => {
    number += 1;
    const cells: Cell[] = [];
    const texts: string[] = [];
    const labels: Label[] = [];
    let isHead = true;
    for (let at = 0; at < raw.length; at += 1) {
      const { cell, text, label, rules: minding } = readings.of(raw[at] ?? '');
      cells.push(cell);
      texts.push(text);
      isHead &&= at < mostLabels && cell.kind !== 'number' && cell.kind !== 'counted';
      if (isHead && label !== undefined && text !== '') labels.push(label);
      for (const rule of minding) found(rule, number, at + 1);
    }
    return { number, labels, cells, texts };
  };
}
