/** So many rows say which columns hold numbers. */
const mostLooked = 50;
const leastNumbers = 2;
const longestHead = 60;

/** What the rows of a table look like, so that the next table in the same file is known by its head. */
export class TableShape {
  /** The cells of the first row that has more than one; what stands above it is a title. */
  #first: readonly string[] | undefined;
  readonly #numbers: number[] = [];
  #rows = 0;

  /** `first`: the first row that has as many cells as the others, where that is known. */
  constructor(first?: readonly string[]) {
    this.#first = first;
  }

  /** False where a row has not as many cells as the others, and columns may be mixed up. */
  take(cells: readonly string[]): boolean {
    if (this.#first === undefined) {
      if (cells.length > 1) this.#first = cells;
      return true;
    }
    if (cells === this.#first) return true;
    this.#rows += 1;
    if (this.#rows <= mostLooked) {
      for (const [at, cell] of cells.entries()) if (isNumber(cell)) this.#numbers[at] = (this.#numbers[at] ?? 0) + 1;
    }
    return cells.length === this.#first.length || isHarmless(cells, this.#first);
  }

  /** Whether a row begins another table: words where this one has numbers, or behind a line with nothing a row of another length. */
  endsBefore(cells: readonly string[], isAfterBlank: boolean): boolean {
    const first = this.#first;
    if (first === undefined) return false;
    if (isAfterBlank && cells.length !== first.length) return true;
    const heads: string[] = [];
    for (let at = 0; at < this.#numbers.length; at += 1) {
      if ((this.#numbers[at] ?? 0) < leastNumbers) continue;
      const cell = cells[at]?.trim() ?? '';
      if (!isWord(cell)) return false;
      heads.push(cell);
    }
    // One word alone may stand for a number that is missing.
    const isSure = heads.length > 1 || isAfterBlank || first.some((head) => head.trim() === heads[0]);
    return heads.length > 0 && isSure && new Set(heads).size === heads.length;
  }
}

export const isNumber = (cell: string): boolean => /^\s*[-+]?[\d.,]*\d%?\s*$/.test(cell);

/** A row with nothing in the columns that are more or fewer than the first row has, or with words alone: what the next rows are about, or a note. */
function isHarmless(cells: readonly string[], first: readonly string[]): boolean {
  const [name = '', ...others] = cells;
  const areBlank = (those: readonly string[]) => those.every((cell) => cell.trim() === '');
  if (areBlank(others) && !isNumber(name)) return true;
  const [longer, shorter] = cells.length > first.length ? [cells, first] : [first, cells];
  return cells.length > 1 && areBlank(longer.slice(shorter.length));
}

/** A head, and none of the words that stand for a masked number. */
function isWord(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return (
    // Most cells below heads of numbers begin with a digit, and are told by that.
    !(first >= 0x30 && first <= 0x39) &&
    cell.length <= longestHead &&
    /^[^\d<>*.-]*\p{L}/u.test(cell) &&
    !/^(na|n\/a|nan|null|c|x|z|redacted|suppressed|masked)$/i.test(cell)
  );
}
