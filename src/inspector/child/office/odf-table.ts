import type { Budget } from '../budget.ts';
import { DamagedError, type SeenTable } from '../reader.ts';
import type { Attributes } from '../texts/xml.ts';

const mostColumns = 16_384;
/** Rows and empty cells take the checks as long as so many characters. */
const cost = { row: 8, cell: 3 } as const;

interface Surroundings {
  readonly begin: () => SeenTable;
  readonly budget: Budget;
  /** A sheet has cells without end; a table in a text ends where its rows do. */
  readonly isSheet: boolean;
  /** Something stands in a row, a column or a cell that is not shown. */
  hidden(place: { row?: number; column?: number }): void;
  /** What a cell shows in place of its value. */
  line(text: string): void;
}

interface Cell {
  readonly attributes: Attributes;
  readonly isCovered: boolean;
  text: string;
}

/** How often something stands there: a file may say so many millions, which the budget ends. */
function times(text: string | undefined): number {
  return Math.max(1, Number.parseInt(text ?? '', 10) || 1);
}

/** Takes the rows and cells of one table of an OpenDocument, which says once what stands there many times. */
export class OdfTable {
  readonly #around: Surroundings;
  readonly #hiddenColumns = new Set<number>();
  /** Words of cells that reach down stand for each of their rows. */
  readonly #above = new Map<number, { left: number; readonly text: string }>();
  #table: SeenTable | undefined;
  #described = 0;
  #row = { times: 1, isHidden: false };
  #rows = 0;
  #emptyRows = 0;
  #cells: string[] = [];
  #emptyCells = 0;
  #cell: Cell | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  column(repeated: string | undefined, isHidden: boolean): void {
    const end = Math.min(mostColumns, this.#described + times(repeated));
    if (isHidden) for (let at = this.#described + 1; at <= end; at += 1) this.#hiddenColumns.add(at);
    this.#described = end;
  }

  row(repeated: string | undefined, isHidden: boolean): void {
    this.#row = { times: times(repeated), isHidden };
  }

  cell(attributes: Attributes, isCovered: boolean): void {
    this.#cell = { attributes, isCovered, text: '' };
  }

  /** False where no cell is open that the text could stand in. */
  text(text: string): boolean {
    if (this.#cell === undefined) return false;
    this.#cell.text += `${text} `;
    return true;
  }

  endCell(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    this.#cell = undefined;
    const count = times(cell.attributes['number-columns-repeated']);
    const column = this.#cells.length + this.#emptyCells + 1;
    const own = this.#valueOf(cell);
    const text = own === '' && cell.isCovered ? this.#fromAbove(column) : own;
    if (text === '') {
      this.#emptyCells = Math.min(this.#emptyCells + count, mostColumns);
      return;
    }
    this.#fill();
    for (let at = 0; at < count; at += 1) this.#push(text);
    if (own !== '' && cell.isCovered) this.#around.hidden({ row: this.#number, column });
    const below = times(cell.attributes['number-rows-spanned']) - 1;
    if (below > 0 && /\p{L}/u.test(text)) this.#above.set(column, { left: below, text });
  }

  endRow(): void {
    this.endCell();
    if (!this.#around.isSheet) this.#fill();
    if (this.#cells.length === 0) this.#emptyRows += this.#row.times;
    else this.#tellRow();
    this.#cells = [];
    this.#emptyCells = 0;
  }

  end(): void {
    try {
      if (this.#cells.length > 0 || this.#cell !== undefined) this.endRow();
    } finally {
      this.stop();
    }
  }

  stop(): void {
    this.#table?.end();
  }

  get #number(): number {
    return this.#rows + this.#emptyRows + 1;
  }

  #tellRow(): void {
    const { budget, begin, hidden } = this.#around;
    this.#table ??= begin();
    if (this.#row.isHidden) hidden({ row: this.#number });
    for (; this.#emptyRows > 0; this.#emptyRows -= 1) this.#tell([]);
    const length = this.#cells.reduce((sum, text) => sum + Math.max(cost.cell, text.length), 0);
    for (let at = 0; at < this.#row.times; at += 1) {
      if (at > 0) budget.spend(length);
      this.#tell(this.#cells);
    }
  }

  #tell(cells: readonly string[]): void {
    this.#around.budget.spend(cost.row);
    this.#table?.row([...cells]);
    this.#rows += 1;
  }

  #fill(): void {
    for (; this.#emptyCells > 0; this.#emptyCells -= 1) this.#push('');
  }

  #push(text: string): void {
    const { budget, hidden } = this.#around;
    if (this.#cells.length === mostColumns) throw new DamagedError('A row has too many cells');
    budget.spend(cost.cell);
    this.#cells.push(budget.cell(text));
    if (text !== '' && this.#hiddenColumns.delete(this.#cells.length)) hidden({ column: this.#cells.length });
  }

  #fromAbove(column: number): string {
    const above = this.#above.get(column);
    if (above === undefined) return '';
    above.left -= 1;
    if (above.left === 0) this.#above.delete(column);
    return above.text;
  }

  /** Of numbers and days what the file keeps: how they are shown may leave out most of it. */
  #valueOf({ attributes, text }: Cell): string {
    const shown = text.replace(/\s+/g, ' ').trim();
    const { 'value-type': type, value, 'date-value': day } = attributes;
    const kept = type === 'percentage' ? percentOf(value) : (value ?? day);
    if (kept === undefined || kept === '')
      return shown || (attributes['time-value'] ?? attributes['boolean-value'] ?? attributes['string-value'] ?? '');
    if (/\p{L}{2}/u.test(shown) && (type === 'float' || !/\d/.test(shown))) this.#around.line(shown);
    return kept;
  }
}

function percentOf(value: string | undefined): string | undefined {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? value : `${Number((number * 100).toPrecision(12))}%`;
}
