import { type Cell, countIn } from './cell.ts';
import { isLevel } from './counts/leading-keys.ts';
import { mayBeRounded } from './counts/rounding.ts';
import { isTotal } from './differences.ts';
import type { Label } from './label.ts';
import type { StartCheck, TableRow } from './table-check.ts';

/** A table with more cells is not held, so its totals are not tried. */
const mostHeld = 20_000;

/** A masked cell may give back others, but not in more turns than this. */
const mostTurns = 10;

/** What one cell gives to a sum: a count, one that is not shown, one that a sum gave back, or none at all. */
type Part = number | 'unknown' | { readonly givenBack: number } | undefined;

interface HeldRow {
  readonly number: number;
  isTotal: boolean;
  /** Its cells were told by its own head already. */
  readonly isTold: boolean;
  readonly parts: Part[];
}

/** One sum of the table: where its parts stand in the grid, and where the total. */
interface Sum {
  readonly parts: readonly (readonly [row: number, column: number])[];
  readonly total: readonly [row: number, column: number];
}

/** Tables whose totals add up count, whatever their heads say; and a single masked cell is what its total leaves over. */
export const startTotals: StartCheck = ({ rules, header, found }) => {
  const rows: HeldRow[] = [];
  const words = new Map<number, Words>();
  let held = 0;
  return {
    row: (row) => {
      // A row with nothing but its head parts the others, as pandas writes the name of its index.
      if (held > mostHeld || row.cells.every(({ kind }, at) => kind === 'blank' || at === 0)) return;
      held += Math.max(row.cells.length, header.length);
      noteWords(words, row);
      rows.push(heldRow(row));
      if (held > mostHeld) rows.length = 0;
    },
    end: () => {
      const isNamed = (at: number) => (at === 0 ? words.get(0)?.words : !areMarks(words.get(at)));
      const isAside = (at: number) => isNumbering(rows, at) || isLevel(header, at);
      const columns = header.flatMap((label, at) => (isNamed(at) || !isOpen(label) || isAside(at) ? [] : [at]));
      const last = rows.at(-1);
      if (last !== undefined && !rows.some((row) => row.isTotal) && isSumBelow(rows, columns)) last.isTotal = true;
      const grid = new Grid(rows, columns, header);
      for (const [row, column] of grid.short(rules.minCount)) found('small-difference', row, column + 1);
      const addsUp = grid.addsUp();
      for (const [row, column] of grid.givenBack()) found('suppressed-cell', row, column + 1);
      if (!addsUp) return;
      for (const { number, isTold, parts } of rows) {
        for (const at of isTold ? [] : columns) {
          const count = parts[at];
          if (typeof count !== 'number' || header[at]?.counts) continue;
          if (count === 0) found('zero-count', number, at + 1);
          else if (count < rules.minCount) found('small-count', number, at + 1);
        }
      }
    },
  };
};

function heldRow({ number, labels, cells, texts }: TableRow): HeldRow {
  const isTold = labels.some(({ counts }) => counts) && !labels.some(({ isStatistic }) => isStatistic);
  return { number, isTotal: labels.some(isTotal), isTold, parts: cells.map((cell, at) => partOf(cell, texts[at])) };
}

/** What points part in thousands counts here only where sums hold. */
const grouped = /^[1-9]\d{0,2}(?:\.\d{3})+$/;

function partOf(cell: Cell, text = ''): Part {
  if (cell.kind === 'number' && grouped.test(text)) return Number(text.replaceAll('.', ''));
  return cell.kind === 'masked' || cell.kind === 'blank' || cell.kind === 'text' ? 'unknown' : countIn(cell);
}

/** The words of one column, and how often numbers stand in it instead. */
interface Words {
  readonly different: Set<string>;
  words: number;
  numbers: number;
}

const longestMark = 14;

function noteWords(all: Map<number, Words>, { cells, texts }: TableRow): void {
  // What parts the rows of groups says nothing of its column.
  const isOfRow = cells.some(({ kind }) => kind === 'number' || kind === 'counted');
  for (const [at, { kind }] of isOfRow ? cells.entries() : []) {
    const own = all.get(at) ?? { different: new Set(), words: 0, numbers: 0 };
    all.set(at, own);
    if (kind === 'text') own.words += 1;
    if (kind === 'text' && own.different.size < 3) own.different.add((texts[at] ?? '').slice(0, longestMark + 1));
    if (kind === 'number' || kind === 'counted') own.numbers += 1;
  }
}

/** Whether a column has no words but one, short and seldom, that stands where a number is not shown: `[low]`, `under 5`. */
function areMarks({ different, words, numbers }: Words = { different: new Set(), words: 0, numbers: 0 }): boolean {
  if (words === 0) return true;
  const [mark = ''] = different;
  return different.size === 1 && mark.length <= longestMark && words < numbers;
}

function isOpen({ counts, isOther, isStatistic, isPercent }: Label): boolean {
  return counts || !(isOther || isStatistic || isPercent);
}

class Grid {
  readonly #rows: readonly HeldRow[];
  readonly #sums: readonly Sum[];
  /** By direction, whether they add up or not. */
  readonly #all: readonly (readonly Sum[])[];

  constructor(rows: readonly HeldRow[], columns: readonly number[], header: readonly Label[]) {
    this.#rows = rows;
    const named = header.flatMap((label, at) => (columns.includes(at) && isTotal(label) ? [at] : []));
    const beside = [columns.slice(-1), columns.slice(0, 1)].find(([at = 0]) => isSumBeside(rows, columns, at)) ?? [];
    const totals = named.length > 0 ? named : beside;
    const parts = columns.filter((at) => !totals.includes(at));
    const across = totals.length === 1 ? acrossOf(rows, parts, totals[0] ?? 0) : [];
    this.#all = [across, ...columns.map((at) => downOf(rows, at))];
    this.#sums = this.#all.filter((sums) => sums.length > 0 && sums.every((sum) => this.#canHold(sum))).flat();
  }

  /** Whether some sum is the sum of its parts, all of which are shown. */
  addsUp(): boolean {
    return this.#sums.some((sum) => this.#left(sum).masked.length === 0);
  }

  /** The masked cells that the sums give back, each filled in so that it gives back others: by row number and column from 0. */
  givenBack(): (readonly [row: number, column: number])[] {
    const given: (readonly [number, number])[] = [];
    for (let turn = 0, before = -1; turn < mostTurns && before < given.length; turn += 1) {
      before = given.length;
      for (const sum of this.#sums) {
        const { masked, left } = this.#left(sum);
        const [only] = masked;
        if (only === undefined || masked.length > 1) continue;
        const [row, column] = only;
        const held = this.#rows[row];
        if (held === undefined) continue;
        held.parts[column] = { givenBack: left };
        if (left > 0) given.push([held.number, column]);
      }
    }
    return given;
  }

  /** The totals that are a little more than everything that is shown of them: whoever is left out is few. Rounded counts leave something over too. */
  short(minCount: number): (readonly [row: number, column: number])[] {
    return this.#all.flatMap((sums) => {
      const lefts = sums.map((sum) => this.#left(sum));
      const isClose = lefts.every(({ masked, left }) => masked.length === 0 && left >= 0 && left < minCount);
      const shown = sums.map(({ parts, total }) => [...parts, total].map(([row, at]) => this.#at(row, at)));
      const isShown = shown.flat().every((part) => typeof part === 'number');
      const holdsRounded = shown.every((counts) => mayBeRounded(counts.map(Number)));
      const isTooSmall = sums.some(({ total }) => this.#number(...total) < 3 * minCount);
      if (!isClose || !isShown || holdsRounded || isTooSmall) return [];
      return sums.flatMap(({ total: [row, column] }, at) =>
        (lefts[at]?.left ?? 0) > 0 ? [[this.#rows[row]?.number ?? 0, column] as const] : [],
      );
    });
  }

  /** What the known parts of a sum leave of its total, for the cells that are not known. */
  #left({ parts, total }: Sum) {
    const masked = parts.filter(([row, column]) => this.#at(row, column) === 'unknown');
    const known = parts.reduce((sum, [row, column]) => sum + this.#number(row, column), 0);
    return { masked, left: this.#number(...total) - known };
  }

  /** A sum holds whose parts are counts and add up, or leave something for those that are masked. */
  #canHold(sum: Sum): boolean {
    if (sum.parts.some(([row, column]) => this.#at(row, column) === undefined)) return false;
    const { masked, left } = this.#left(sum);
    return masked.length === 0 ? left === 0 : left >= 0;
  }

  #at(row: number, column: number): Part {
    return this.#rows[row]?.parts[column];
  }

  #number(row: number, column: number): number {
    const part = this.#at(row, column);
    if (typeof part === 'object') return part.givenBack;
    return typeof part === 'number' ? part : 0;
  }
}

/** The sums of the rows whose total is known. One part alone is no sum. */
function acrossOf(rows: readonly HeldRow[], parts: readonly number[], total: number): Sum[] {
  if (parts.length < 2) return [];
  return rows.flatMap((row, at) =>
    typeof row.parts[total] !== 'number'
      ? []
      : [{ parts: parts.map((part) => [at, part] as const), total: [at, total] }],
  );
}

/** The sums of one column: each row of totals is the sum of the rows since the one before; one alone may stand above its parts. */
function downOf(rows: readonly HeldRow[], column: number): Sum[] {
  const sums: Sum[] = [];
  let parts: (readonly [number, number])[] = [];
  for (const [at, { isTotal, parts: cells }] of rows.entries()) {
    if (!isTotal) parts.push([at, column]);
    else {
      if (parts.length > 1 && typeof cells[column] === 'number') sums.push({ parts, total: [at, column] });
      parts = [];
    }
  }
  const [first, ...others] = rows;
  if (
    first?.isTotal === true &&
    parts.length === others.length &&
    parts.length > 1 &&
    typeof first.parts[column] === 'number'
  )
    sums.push({ parts, total: [0, column] });
  return sums;
}

/** Whether every whole row, of two or more, has in one column the sum of the others. */
function isSumBeside(rows: readonly HeldRow[], columns: readonly number[], total: number): boolean {
  const others = columns.filter((at) => at !== total);
  return addUp(rows.map(({ parts }) => [others.map((at) => parts[at]), parts[total]]));
}

/** Whether every whole column, of two or more, has in its last row the sum of those above. */
function isSumBelow(rows: readonly HeldRow[], columns: readonly number[]): boolean {
  return addUp(columns.map((at) => [rows.slice(0, -1).map(({ parts }) => parts[at]), rows.at(-1)?.parts[at]]));
}

function addUp(sums: readonly (readonly [parts: readonly Part[], total: Part])[]): boolean {
  const whole = sums.filter(([parts, total]) => [...parts, total].every((part) => typeof part === 'number'));
  const holds = ([parts, total]: (typeof whole)[number]) =>
    parts.length > 1 && parts.reduce<number>((sum, part) => sum + Number(part), 0) === total;
  return whole.length > 1 && whole.every(holds) && whole.some(([, total]) => total !== 0);
}

/** Whether a column goes up by one from row to row, so that it numbers them. */
function isNumbering(rows: readonly HeldRow[], at: number): boolean {
  return rows.length > 2 && rows.every(({ parts }, nth) => parts[at] === nth || parts[at] === nth + 1);
}
