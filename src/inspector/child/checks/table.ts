import type { DisclosureRules } from '../../../domain/disclosure.ts';
import type { SeenTable } from '../reader.ts';
import { cellOf } from './cell.ts';
import { startCells } from './cells.ts';
import { startCounts } from './counts.ts';
import { startExtremes } from './extremes.ts';
import { startIdentifiers } from './identifiers.ts';
import { startIndividuals } from './individuals.ts';
import { type Label, labelOf } from './label.ts';
import { plainText } from './plain-text.ts';
import { startRates } from './rates.ts';
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
/** Heads of rows repeat, so the first ones are kept. */
const mostKept = 1000;

/** Holds the rows of one table to the rules. */
export function startTable(rules: DisclosureRules, found: TableStart['found']): SeenTable {
  const cells = startCells({ rules, header: [], headerRow: 0, found });
  const labels = new Labels();
  let checks: readonly TableCheck[] | undefined;
  let rows = 0;
  const titles: TableRow[] = [];
  const begin = ({ texts, number }: TableRow, below: readonly TableRow[]) => {
    checks = startChecks.map((start) => start({ rules, header: texts.map(labelOf), headerRow: number, found }));
    for (const row of below) for (const check of checks) check.row(row);
  };
  return {
    row: (raw) => {
      rows += 1;
      const row = rowOf(rows, raw, labels);
      cells.row(row);
      if (checks !== undefined) {
        for (const check of checks) check.row(row);
      } else if (filled(row) > 1) {
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

function rowOf(number: number, raw: readonly string[], labels: Labels): TableRow {
  const texts = raw.map(plainText);
  const cells = texts.map(cellOf);
  const first = cells.findIndex(({ kind }) => kind === 'number' || kind === 'counted');
  const heads = texts.slice(0, Math.min(first < 0 ? mostLabels : first, mostLabels));
  return { number, labels: heads.filter((text) => text !== '').map((text) => labels.of(text)), cells, texts, raw };
}

function filled({ cells }: TableRow): number {
  return cells.filter(({ kind }) => kind !== 'blank').length;
}

/** Reads each head of a row once, as long as there are few of them. */
class Labels {
  readonly #known = new Map<string, Label>();

  of(text: string): Label {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const label = labelOf(text);
    if (this.#known.size < mostKept) this.#known.set(text, label);
    return label;
  }
}
