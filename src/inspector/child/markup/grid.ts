import type { Budget } from '../budget.ts';
import type { SeenTable } from '../reader.ts';

/** An empty cell takes the checks as long as so many characters. */
const costOfCell = 3;
/** What HTML allows at most; no row has more columns than a workbook. */
const most = { colspan: 1000, rowspan: 65_534, columns: 16_384 } as const;

/** Tables of one file have one number after the other, in whatever part they stand. */
export interface TableCounter {
  tables: number;
}

interface Spanning {
  left: number;
  readonly text: string;
}

/** Takes the cells of one table as they come, and tells its rows with each cell in its column. */
export class Grid {
  readonly #begin: () => SeenTable;
  readonly #budget: Budget;
  /** Cells from above that reach into the rows to come, by column. */
  readonly #spanning = new Map<number, Spanning>();
  #table: SeenTable | undefined;
  #row: string[] = [];
  #text: string | undefined;
  #span = { columns: 1, rows: 1 };
  /** Cells of the head that span rows are told once, since the row below goes on with them. */
  #isHead = false;

  /** `begin`: begins the table, when its first row is told. */
  constructor(begin: () => SeenTable, budget: Budget) {
    this.#begin = begin;
    this.#budget = budget;
  }

  /** Whether the rows that follow are those of the head. */
  head(isHead: boolean): void {
    this.#isHead = isHead;
  }

  get isInCell(): boolean {
    return this.#text !== undefined;
  }

  cell(colspan = '1', rowspan = '1'): void {
    this.endCell();
    this.#fill();
    this.#text = '';
    this.#span = { columns: spanOf(colspan, most.colspan), rows: spanOf(rowspan, most.rowspan) };
  }

  /** The open cell spans so many columns. */
  widen(colspan = '1'): void {
    this.#span = { ...this.#span, columns: spanOf(colspan, most.colspan) };
  }

  /** False where no cell is open that the text could stand in. */
  text(text: string): boolean {
    if (this.#text === undefined) return false;
    this.#text += text;
    return true;
  }

  endCell(): void {
    if (this.#text === undefined) return;
    const text = this.#budget.cell(this.#text.replace(/\s+/g, ' ').trim());
    this.#text = undefined;
    const { columns, rows } = this.#span;
    for (let at = 0; at < columns && this.#row.length < most.columns; at += 1) {
      const told = at === 0 ? text : '';
      if (rows > 1) this.#spanning.set(this.#row.length, { left: rows - 1, text: this.#below(told) });
      this.#budget.spend(costOfCell);
      this.#row.push(told);
    }
  }

  endRow(): void {
    this.endCell();
    if (this.#row.length === 0) return;
    this.#fill();
    const last = Math.max(-1, ...this.#spanning.keys());
    while (this.#row.length <= last) {
      this.#row.push('');
      this.#fill();
    }
    this.#table ??= this.#begin();
    this.#table.row(this.#row);
    this.#row = [];
  }

  end(): void {
    try {
      this.endRow();
    } finally {
      this.stop();
    }
  }

  /** Ends the table without the row that is open. */
  stop(): void {
    this.#table?.end();
    this.#table = undefined;
  }

  /** Puts in the cells from above that stand where the row has come to. */
  #fill(): void {
    for (let from = this.#spanning.get(this.#row.length); from !== undefined; ) {
      const column = this.#row.length;
      this.#row.push(this.#budget.cell(from.text));
      from.left -= 1;
      if (from.left === 0) this.#spanning.delete(column);
      from = this.#spanning.get(this.#row.length);
    }
  }

  /** Words stand for each row that they span; a number would count more than once. */
  #below(text: string): string {
    return !this.#isHead && /\p{L}/u.test(text) ? text : '';
  }
}

function spanOf(text: string, largest: number): number {
  const span = Number.parseInt(text, 10);
  return span >= 1 ? Math.min(span, largest) : 1;
}
