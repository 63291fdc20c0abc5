import type { Budget } from '../budget.ts';
import { DamagedError, type SeenTable } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';
import { isOn } from './book.ts';
import type { SharedStrings } from './strings.ts';
import { dayOf, type Styles } from './styles.ts';

const mostRows = 1_048_576;
const mostColumns = 16_384;
/** A row takes the checks as long as a cell of so many characters, even when it is empty. */
const costOfRow = 8;

export interface Surroundings {
  readonly strings: SharedStrings;
  readonly styles: Styles;
  readonly from1904: boolean;
  readonly budget: Budget;
  /** A row or a column is hidden that has something in it. */
  hidden(place: { row?: number; column?: number }): void;
}

/** Takes the rows of one sheet and tells them as those of a table. Rows that are left out are told without cells, so that numbers hold. */
export class Rows implements Required<XmlHandler> {
  readonly #table: SeenTable;
  readonly #around: Surroundings;
  readonly #hiddenColumns = new Uint8Array(mostColumns + 1);
  #descriptions = 0;
  #row = 0;
  #isRowHidden = false;
  #cells: string[] = [];
  #column = 0;
  #type = 'n';
  #style: string | undefined;
  #isValue = false;
  #value = '';

  constructor(table: SeenTable, around: Surroundings) {
    this.#table = table;
    this.#around = around;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'col') this.#takeColumns(attributes);
    else if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    this.#isValue = name === 'v' || name === 't';
  }

  text(text: string): void {
    if (this.#isValue) this.#value += text;
  }

  close(name: string): void {
    this.#isValue = false;
    if (name === 'c') this.#endCell();
    if (name === 'row') this.#endRow();
  }

  #takeColumns({ min, max, hidden, width }: Attributes): void {
    if (!isOn(hidden) && !(width !== undefined && Number(width) === 0)) return;
    this.#descriptions += 1;
    if (this.#descriptions > mostColumns) throw new DamagedError('A sheet describes too many columns');
    this.#hiddenColumns.fill(1, Number(min), Number(max) + 1);
  }

  #beginRow({ r, hidden, ht }: Attributes): void {
    const next = r === undefined ? this.#row + 1 : Number(r);
    if (!Number.isInteger(next) || next <= this.#row || next > mostRows) {
      throw new DamagedError('The rows of a sheet are not in order');
    }
    for (; this.#row < next - 1; this.#row += 1) this.#tellRow([]);
    this.#row = next;
    this.#isRowHidden = isOn(hidden) || (ht !== undefined && Number(ht) === 0);
    this.#cells = [];
    this.#column = 0;
  }

  #beginCell({ r, t = 'n', s }: Attributes): void {
    const next = r === undefined ? this.#column + 1 : columnOf(r);
    if (next <= this.#column || next > mostColumns) throw new DamagedError('The cells of a row are not in order');
    this.#column = next;
    this.#type = t;
    this.#style = s;
    this.#value = '';
  }

  #endCell(): void {
    const { budget } = this.#around;
    const text = budget.cell(this.#textOf(this.#value));
    if (text === '') return;
    while (this.#cells.length < this.#column - 1) {
      budget.spend(0);
      this.#cells.push('');
    }
    this.#cells.push(text);
    this.#tellIfHidden(this.#column);
  }

  #textOf(value: string): string {
    const { strings, styles, from1904 } = this.#around;
    if (this.#type === 's') return strings.at(Number(value));
    if (this.#type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    return this.#type === 'n' && styles.isDate(this.#style) ? dayOf(value, from1904) : value;
  }

  #tellIfHidden(column: number): void {
    if (this.#hiddenColumns[column] !== 1) return;
    this.#hiddenColumns[column] = 0;
    this.#around.hidden({ column });
  }

  #endRow(): void {
    if (this.#isRowHidden && this.#cells.length > 0) this.#around.hidden({ row: this.#row });
    this.#tellRow(this.#cells);
  }

  #tellRow(cells: readonly string[]): void {
    this.#around.budget.spend(costOfRow);
    this.#table.row(cells);
  }
}

/** The number of the column that the name of a cell begins with: 28 for `AB7`. */
function columnOf(name: string): number {
  let column = 0;
  for (const letter of name.slice(0, 4)) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column;
}
