import { isSex, isUnordered } from '../identifiers/quasi.ts';
import type { Cell } from './cell.ts';
import type { TableRow } from './table-check.ts';

/** So many rows above the header may hold a title or nothing. */
const mostTitles = 5;

/** The head of a table, and the rows that were read before it was known. */
interface Head {
  readonly texts: readonly string[];
  readonly row: number;
  readonly below: readonly TableRow[];
}

/**
 * Finds the header of a table: its first row with two filled cells, together with the row below where that one tells the same heads apart.
 * Titles above it, and lines of names with values as programs put above their tables, are no header.
 */
export class HeaderFinder {
  readonly #titles: TableRow[] = [];
  #found: TableRow | undefined;
  #isAmongPairs = false;

  take(row: TableRow): Head | undefined {
    const head = this.#found;
    if (head !== undefined && isTitleAbove(head, row)) {
      if (filled(row) > 0) this.#found = row;
      return undefined;
    }
    if (head !== undefined) {
      return tellsApart(head, row)
        ? { texts: joined(head.texts, row.texts), row: head.number, below: [] }
        : { texts: head.texts, row: head.number, below: [row] };
    }
    this.#isAmongPairs = isRowOfPairs(row, this.#isAmongPairs);
    if (this.#isAmongPairs) return undefined;
    // Nothing stands above the names of rows, beside one head.
    const isPair = row.cells.length === 2 && row.texts[0] === '' && row.texts[1] !== '';
    if (isPair || count(row, 'blank') < row.cells.length - 1) this.#found = row;
    // One column alone has no titles.
    else if (this.#titles.push(row) > mostTitles) return this.end();
    return undefined;
  }

  /** The head of a table that ended before it was sure. */
  end(): Head | undefined {
    const [first, ...below] = this.#found === undefined ? this.#titles : [this.#found];
    return first === undefined ? undefined : { texts: first.texts, row: first.number, below };
  }
}

/** Whether a row holds names with their values, as `Observations:, 811, Df Residuals:, 806`: more than one pair, or nothing else. */
export function isRowOfPairs({ cells, texts }: TableRow, isAmongPairs: boolean): boolean {
  if (!texts[0]?.endsWith(':')) return false;
  const filled = cells.filter(({ kind }) => kind !== 'blank').length;
  const words = cells.filter(({ kind }) => kind === 'text').length;
  return (words > 1 || filled === 2) && (isAmongPairs || cells.some(({ kind }) => kind === 'number'));
}

/** Whether a row of words stands below heads that are empty or repeat, as `n, %, n, %` below `Male, , Female`. */
function tellsApart({ texts }: TableRow, below: TableRow): boolean {
  const heads = texts.slice(1);
  if (heads.includes('') && areLevels(below)) return true;
  const isUnclear = heads.includes('') || new Set(heads).size < heads.length;
  // A person in each column.
  if (heads.length > 4 && (below.texts.slice(1).every(isSex) || isUnordered(heads.map(Number)))) return false;
  // Quantiles are named by their percentages.
  const isName = ({ kind, ...cell }: Cell) =>
    kind === 'text' || kind === 'blank' || ('isPercent' in cell && cell.isPercent);
  return isUnclear && count(below, 'text') > 1 && below.cells.every(isName);
}

/** The codes of groups from 0 or 1 on, with nothing before them, as statistics programs put them below the name of a variable. */
function areLevels({ cells, texts }: TableRow): boolean {
  const numbers = cells.flatMap((cell) => (cell.kind === 'number' ? [cell.value] : []));
  const areBlank = cells.every(({ kind }) => kind === 'number' || kind === 'blank');
  const [first = -1] = numbers;
  return (
    areBlank &&
    texts[0] === '' &&
    texts[1] === '' &&
    numbers.length > 1 &&
    (first === 0 || first === 1) &&
    numbers.every((value, at) => value === first + at)
  );
}

/** Each head with what stands below it; an empty one goes on with the one before. */
function joined(heads: readonly string[], below: readonly string[]): string[] {
  let before = '';
  return below.map((text, at) => {
    before = (heads[at] ?? '') === '' ? before : (heads[at] ?? '');
    return `${before} ${text}`.trim();
  });
}

/** Whether what looks like one head beside nothing is a title: a row with nothing follows, or one with more heads. */
function isTitleAbove({ cells, texts }: TableRow, below: TableRow): boolean {
  const isPair = cells.length === 2 && texts[0] === '' && texts[1] !== '';
  return isPair && (filled(below) === 0 || (filled(below) > 2 && below.texts[0] === ''));
}

const filled = (row: TableRow): number => row.cells.length - count(row, 'blank');

function count({ cells }: TableRow, kind: Cell['kind']): number {
  return cells.filter((cell) => cell.kind === kind).length;
}
