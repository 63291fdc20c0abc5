import type { ColumnKind } from '../../../domain/inspection/coverage.ts';
import type { DisclosureRules } from '../../../domain/inspection/disclosure.ts';
import { mostOfTables } from '../exchange.ts';
import { startLines } from '../identifiers/left-out.ts';
import type { SeenTable } from '../reader.ts';
import type { Cell } from './cell.ts';
import { startByShares } from './counts/by-shares.ts';
import { countTableOf } from './counts/count-table.ts';
import { startCounts } from './counts/counts.ts';
import { HeldFindings } from './counts/held-findings.ts';
import { startLeftOver } from './counts/left-over.ts';
import { startMarginSizes } from './counts/margin-sizes.ts';
import { startMaskedCounts } from './counts/masked-counts.ts';
import { startMeans } from './counts/means.ts';
import { rulesOfNumbers } from './counts/numbers-in-line.ts';
import { maySayBase, withoutBase } from './counts/rounding.ts';
import { startDifferences } from './differences.ts';
import { startExtremes } from './ends/extremes.ts';
import { startFreedom } from './freedom.ts';
import { HeaderFinder, isRowOfPairs } from './header.ts';
import { startIdentifiers } from './identifiers.ts';
import { type Label, labelOf, labelsOf } from './label.ts';
import { startMissing } from './missing/missing.ts';
import { startIndividuals } from './people/individuals.ts';
import { startListInRows } from './people/listed-people.ts';
import { startRates } from './rates.ts';
import { Readings } from './reading.ts';
import type { StartCheck, TableCheck, TableRow, TableStart, Told } from './table-check.ts';
import { startTotals } from './totals.ts';

const startChecks: readonly StartCheck[] = [
  startCounts,
  startByShares,
  startTotals,
  startDifferences,
  startLeftOver,
  startRates,
  startMarginSizes,
  startMaskedCounts,
  startMeans,
  startExtremes,
  startFreedom,
  startMissing,
  startIdentifiers,
  startIndividuals,
];

/** Columns with counts and those that name their rows. */
const widestKept = 4 * mostOfTables.columns;
/** So many cells at the left of a row may say what it is about. */
const mostLabels = 3;

/** A table as a reader gives it: it has to be found where its header is, and where the next table begins. */
export function startTable(rules: DisclosureRules, told: Told): SeenTable {
  let table: Body | undefined;
  let finder = new HeaderFinder();
  const read = rowReader(rules, told);
  const list = startListInRows(rules.minCount, (line) => told.found('individual-rows', line));
  let rows = 0;
  const begin = (head: ReturnType<HeaderFinder['take']>) => {
    if (head === undefined) return;
    table = new Body(rules, told, head.texts, head.row);
    for (const row of head.below) table.row(row);
  };
  const end = () => {
    if (table === undefined) begin(finder.end());
    table?.end();
    table = undefined;
    finder = new HeaderFinder();
    list.end();
  };
  return {
    row: (raw) => {
      rows += 1;
      list.row(raw, rows);
      told.row(raw.length);
      const row = read(raw, rows);
      if (table?.isHeadOfNext(row) === true) end();
      if (table === undefined) begin(finder.take(row));
      else table.row(row);
    },
    end,
  };
}

/** The rows of one table below a header that is known. */
export class Body {
  readonly #checks: readonly TableCheck[];
  readonly #held: HeldFindings;
  readonly #values = new Map<number, ReadonlySet<number>>();
  /** How often each column held a number, and rows that did. */
  readonly #numbers: number[] = [];
  /** All rows, where the table has no more than a crosstab may have. */
  readonly #all: TableRow[] = [];
  readonly #header: readonly Label[];
  readonly #told: Told;
  #kinds: readonly ColumnKind[] = [];
  #rows = 0;
  #isAfterGap = false;
  #isWide = false;

  constructor(rules: DisclosureRules, told: Told, header: readonly string[], headerRow: number) {
    told.table();
    this.#told = told;
    this.#header = labelsOf(header);
    this.#held = new HeldFindings(told, rules);
    for (const text of header) {
      told.saysSizes(text);
      told.numbers(text);
    }
    const table: TableStart = {
      shares: told.shares,
      ...{ rules, header: this.#header, heads: header, headerRow },
      found: (rule, row, column) => this.#held.found(rule, row, column),
      columns: (kinds, counts) => {
        told.columns(kinds);
        this.#kinds = kinds;
        for (const [at, { values }] of counts.entries()) if (values.size > 0) this.#values.set(at + 1, values);
      },
    };
    this.#checks = startChecks.map((start) => start(table));
  }

  row(row: TableRow): void {
    let hasNumber = false;
    let isGap = true;
    for (let at = 0; at < row.cells.length; at += 1) {
      const kind = row.cells[at]?.kind;
      if (kind !== 'blank') isGap = false;
      if (kind !== 'number' && kind !== 'counted') continue;
      hasNumber = true;
      this.#numbers[at] = (this.#numbers[at] ?? 0) + 1;
    }
    this.#isAfterGap = isGap;
    if (hasNumber) this.#rows += 1;
    if (isSubRow(row)) return;
    // A wider row is of no crosstab; all of them would take more memory than a child has.
    if (row.cells.length > widestKept) this.#isWide = true;
    else if (this.#all.length <= mostOfTables.rows) this.#all.push(row);
    for (const check of this.#checks) check.row(row);
  }

  /** Words above columns that held numbers begin another table; after a gap two words do. */
  isHeadOfNext({ cells, texts }: TableRow): boolean {
    if (this.#rows === 0 || cells.some(({ kind }) => kind === 'number' || kind === 'counted' || kind === 'masked'))
      return false;
    const words = cells.flatMap(({ kind }, at) => (kind === 'text' ? [at] : []));
    // `18, 97` goes on with the numbers above, as `(0.0039)` does alone.
    const behind = words.filter((at) => at > (words.length > 1 ? (words[0] ?? 0) : 0));
    if (behind.length > 0 && behind.every((at) => /^[<>([]?-?\d/.test(texts[at] ?? ''))) return false;
    if (this.#isAfterGap) return words.length > 1;
    const overNumbers = words.filter((at) => 2 * (this.#numbers[at] ?? 0) > this.#rows);
    const columns = this.#numbers.filter((count) => 2 * (count ?? 0) > this.#rows).length;
    return this.#rows > 1 && overNumbers.length >= 1 && overNumbers.length >= columns;
  }

  end(): void {
    for (const check of this.#checks) check.end();
    this.#held.end(this.#values);
    const table =
      this.#isWide || this.#all.length > mostOfTables.rows
        ? undefined
        : countTableOf(this.#header, this.#kinds, this.#all);
    if (table !== undefined) this.#told.counts(table);
  }
}

/** Reads rows, and tells what is wrong with single cells and pairs of them, those of the header too. */
export function rowReader(
  rules: DisclosureRules,
  { found, saysBase, saysSizes, numbers }: Pick<Told, 'found' | 'saysBase' | 'saysSizes' | 'numbers'>,
) {
  const readings = new Readings(rules);
  const leftOut = startLines(rules.minCount);
  /** What stands alone in its row is a title or a note, and so a line of text too. */
  const inLine = (given: string) => {
    const text = withoutBase(given, saysBase);
    saysSizes(given);
    numbers(given);
    return [...rulesOfNumbers(text, rules), ...leftOut(text)];
  };
  return (raw: readonly string[], number: number): TableRow => {
    const cells: Cell[] = [];
    const texts: string[] = [];
    const labels: Label[] = [];
    let isHead = true;
    for (let at = 0; at < raw.length; at += 1) {
      const { cell, text, label, rules: minding } = readings.of(raw[at] ?? '');
      cells.push(cell);
      numbers(text, cell, labels[0]?.words);
      texts.push(text);
      if (label === undefined && at > 0 && cell.kind === 'number') {
        isHead = false;
        continue;
      }
      // A row may be numbered before it is named.
      const isNumbered = at === 0 && cell.kind === 'number' && /^\d{1,4}$/.test(text);
      isHead &&= at < mostLabels && ((cell.kind !== 'number' && cell.kind !== 'counted') || isNumbered);
      if (isHead && label !== undefined && text !== '') labels.push(label);
      const isAlone = cell.kind === 'text' && raw.every((one, nth) => nth === at || one.trim() === '');
      if (!isAlone && cell.kind === 'text' && maySayBase(text)) withoutBase(text, saysBase);
      // A sentence of a log above or between tables is no cell of one.
      const inCell = isAlone && isOfProgram(text) ? minding.filter((rule) => rule !== 'long-text') : minding;
      for (const rule of isAlone ? new Set([...inCell, ...inLine(text)]) : inCell) found(rule, number, at + 1);
    }
    return withoutPairs({ number, labels, cells, texts }, rules, found);
  };
}

/** A row of names with the value of each behind it is held to them here; its first name says nothing about the values of the others. */
function withoutPairs(row: TableRow, rules: DisclosureRules, found: TableStart['found']): TableRow {
  if (!isRowOfPairs(row, false)) return row;
  lookAtPairs(row, rules, found);
  const isAlone = row.cells.filter(({ kind }) => kind !== 'blank').length === 2;
  return isAlone && row.labels.some(({ isOther, isTotal }) => isOther || isTotal) ? row : { ...row, labels: [] };
}

/** Whether a line is one that programs write: with its level before it, or with a number behind each name. */
function isOfProgram(text: string): boolean {
  if (/^(?:\[\w[\w .:-]{0,30}\]|(?:INFO|DEBUG|NOTE|WARN(?:ING)?)\b)/.test(text)) return true;
  const pieces = text.split(/[,;] /);
  return pieces.length > 2 && pieces.every((piece) => /^\D{2,60}\d[\d., ]{0,14}%?[.)]?$/.test(piece));
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

/** The second and third line of a cell in a crosstab of SAS: shares of the counts above. */
function isSubRow({ cells, texts }: TableRow): boolean {
  if (cells[0]?.kind !== 'blank') return false;
  const numbers = cells.flatMap((cell, at) => (cell.kind === 'number' ? [texts[at] ?? ''] : []));
  return (
    numbers.length > 0 &&
    numbers.every((text) => /\d[.,]\d+%?$/.test(text)) &&
    numbers.some((text) => !/[.,]0+%?$/.test(text) || /^\d{1,3}[.,]\d{2,3}%?$/.test(text))
  );
}
