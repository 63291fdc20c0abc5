import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import type { SeenTable } from '../reader.ts';
import type { Cell } from './cell.ts';
import { startCounts } from './counts.ts';
import { startExtremes } from './extremes.ts';
import { HeaderFinder, isRowOfPairs } from './header.ts';
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

/** So many cells at the left of a row may say what it is about. */
const mostLabels = 3;

/** Holds the rows of one table to the rules. */
export function startTable(rules: DisclosureRules, found: TableStart['found']): SeenTable {
  const read = rowReader(rules, found);
  const finder = new HeaderFinder();
  let checks: readonly TableCheck[] | undefined;
  const begin = (head: ReturnType<HeaderFinder['take']>) => {
    if (head === undefined) return;
    const table: TableStart = { rules, header: head.texts.map(labelOf), headerRow: head.row, found };
    checks = startChecks.map((start) => start(table));
    for (const row of head.below) for (const check of checks) check.row(row);
  };
  return {
    row: (raw) => {
      const row = read(raw);
      if (checks === undefined) begin(finder.take(row));
      else for (const check of checks) check.row(row);
    },
    end: () => {
      if (checks === undefined) begin(finder.end());
      for (const check of checks ?? []) check.end();
    },
  };
}

/** Reads rows, and tells what is wrong with single cells and pairs of them, those of the header too. */
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
    const row = { number, labels, cells, texts };
    if (!isRowOfPairs(row, false)) return row;
    lookAtPairs(row, rules, found);
    // The first name says nothing about the values of the others.
    return { ...row, labels: [] };
  };
}

/** Holds the value behind each name to what the name says. */
function lookAtPairs({ cells, texts, number }: TableRow, rules: DisclosureRules, found: TableStart['found']): void {
  for (const [at, cell] of cells.entries()) {
    if (cell.kind !== 'number' || cells[at - 1]?.kind !== 'text') continue;
    const label = labelOf(texts[at - 1] ?? '');
    if (label.isResidual && label.isFreedom && cell.value < rules.minResidualDof) {
      found('few-residual-dof', number, at + 1);
    } else if (label.counts && cell.value > 0 && cell.value < rules.minCount) {
      found('small-count', number, at + 1);
    }
  }
}
