import type { Cell } from './cell.ts';
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
  readonly isTotal: boolean;
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
  const texts = new Set<number>();
  let held = 0;
  return {
    row: (row) => {
      // A row with nothing but its head parts the others, as pandas writes the name of its index.
      if (held > mostHeld || row.cells.every(({ kind }, at) => kind === 'blank' || at === 0)) return;
      held += Math.max(row.cells.length, header.length);
      for (const [at, cell] of row.cells.entries()) if (cell.kind === 'text') texts.add(at);
      rows.push(heldRow(row));
      if (held > mostHeld) rows.length = 0;
    },
    end: () => {
      const columns = header.flatMap((label, at) => (texts.has(at) || !isOpen(label) ? [] : [at]));
      const grid = new Grid(rows, columns, header);
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

function heldRow({ number, labels, cells }: TableRow): HeldRow {
  const isTold = labels.some(({ counts }) => counts) && !labels.some(({ isStatistic }) => isStatistic);
  return { number, isTotal: labels.some(({ isTotal }) => isTotal), isTold, parts: cells.map(partOf) };
}

function partOf(cell: Cell): Part {
  if (cell.kind === 'masked' || cell.kind === 'blank') return 'unknown';
  if (cell.kind === 'counted') return cell.count;
  if (cell.kind !== 'number' || cell.isPercent) return undefined;
  return Number.isInteger(cell.value) && cell.value >= 0 ? cell.value : undefined;
}

function isOpen({ counts, isOther, isStatistic, isPercent }: Label): boolean {
  return counts || !(isOther || isStatistic || isPercent);
}

class Grid {
  readonly #rows: readonly HeldRow[];
  readonly #sums: readonly Sum[];

  constructor(rows: readonly HeldRow[], columns: readonly number[], header: readonly Label[]) {
    this.#rows = rows;
    const totals = columns.filter((at) => header[at]?.isTotal);
    const parts = columns.filter((at) => !totals.includes(at));
    const across = totals.length === 1 ? acrossOf(rows, parts, totals[0] ?? 0) : [];
    this.#sums = [across, ...columns.map((at) => downOf(rows, at))]
      .filter((sums) => sums.length > 0 && sums.every((sum) => this.#canHold(sum)))
      .flat();
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

/** The sums of one column: each row of totals is the sum of the rows since the one before. */
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
  return sums;
}
