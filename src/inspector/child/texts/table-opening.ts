import { isNumber } from './table-shape.ts';

/** So many rows may come before two that have as many cells. */
const mostHeld = 6;
const longestSentence = 400;

type Row = readonly string[];

/**
 * Holds the first rows of a table until two that follow each other show how many cells it has. Then what stands above it, and commas of a
 * sentence cut, is one cell, and heads without one above the names of the rows, as R writes them, have an empty one.
 */
export class TableOpening {
  readonly #delimiter: string;
  readonly held: Row[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Whether what is held has enough cells, or none that the next row could go on with behind a line with nothing. */
  endsBefore(cells: Row): boolean {
    const last = this.held.at(-1) ?? [];
    return last.length > 1 && last.length !== cells.length && !isSentence(last);
  }

  /** False until it is sure how many cells the rows have, or the most that are held came. */
  take(cells: Row): boolean {
    const last = this.held.at(-1) ?? [];
    this.held.push(cells);
    const isSame = cells.length > 1 && cells.length === last.length;
    return (isSame && !isTitle(last, cells)) || this.held.length === mostHeld;
  }

  /** The rows so far, and the first of them that has as many cells as the last. */
  end(): { readonly rows: readonly Row[]; readonly first: Row | undefined } {
    const last = this.held.at(-1) ?? [];
    const width = last.length;
    const at = this.held.findIndex((row) => row.length === width && (row === last || !isTitle(row, last)));
    const below = this.held[at] ?? [];
    const rows = this.held.map((row, nth) => {
      if (nth >= at && row.length === width) return row;
      return nth === at - 1 && isHeadOf(row, below) && !isTitle(row, below)
        ? ['', ...row]
        : asSentence(row, this.#delimiter);
    });
    return { rows, first: rows.find((row) => row.length > 1 && row.length === width) };
  }
}

/** Whether a row is a sentence above one whose cells begin with no space, or both are sentences. */
function isTitle(row: Row, below: Row): boolean {
  return isSentence(row) && (isSentence(below) || !below.slice(1).some((cell) => cell.startsWith(' ')));
}

/** Heads of one column fewer than the row right below them, which begins with a name and ends with something. */
function isHeadOf(heads: Row, row: Row): boolean {
  return (
    heads.length > 0 &&
    heads.length === row.length - 1 &&
    heads.at(-1) !== '' &&
    !heads.some(isNumber) &&
    row[0] !== '' &&
    row.at(-1) !== '' &&
    // One alone is a title, unless numbers stand right of it.
    (heads.length > 1 || isNumber(row.at(-1) ?? ''))
  );
}

/** A row as the one cell that it is where commas cut a sentence. */
export function asSentence(cells: Row, delimiter: string): Row {
  if (!isSentence(cells)) return cells;
  const text = cells.join(delimiter);
  return text.length <= longestSentence ? [text] : cells;
}

/** Whether behind each comma comes a space, or the rest of a large number, and no cell but a year is a number by itself. */
function isSentence(cells: Row): boolean {
  return (
    cells.length > 1 &&
    cells.every(
      (cell, at) => at === 0 || /^ \S/.test(cell) || (/\d$/.test(cells[at - 1] ?? '') && /^\d{3}(?!\d)/.test(cell)),
    ) &&
    !cells.some((cell, at) => isNumber(cell) && (at === 0 || !/^ (?:19|20)\d\d$/.test(cell)))
  );
}
