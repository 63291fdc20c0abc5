import { headBytes } from '../detect.ts';
import type { Reader, Seen, SeenTable } from '../reader.ts';
import { DelimitedRows, type RowHandler } from '../texts/delimited-rows.ts';
import { delimiterOf } from '../texts/delimiter.ts';
import { TableShape } from '../texts/table-shape.ts';
import { oddRuleOf, type TextPiece, textOf } from '../texts/text-of-file.ts';

/** Empty lines are no rows, and may part one table from the next. */
export const readDelimited: Reader = async (file, seen) => {
  const pieces = textOf(file, seen);
  const head = await headOf(pieces);
  const rows = new Rows(seen);
  const cutter = new DelimitedRows(delimiterOf(head.text) ?? '\t', rows);
  const take = (piece: TextPiece) => {
    if (piece.isOdd) rows.lookAtSigns();
    cutter.take(piece.text);
    seen.looked(piece.bytes);
  };
  take(head);
  for await (const piece of pieces) take(piece);
  cutter.end();
  rows.end();
};

/** So much text as the kind of table is told by. */
async function headOf(pieces: AsyncGenerator<TextPiece>): Promise<TextPiece> {
  let head: TextPiece = { text: '', bytes: 0, isOdd: false };
  while (head.text.length < headBytes) {
    const { value, done } = await pieces.next();
    if (done) break;
    head = { text: head.text + value.text, bytes: head.bytes + value.bytes, isOdd: head.isOdd || value.isOdd };
  }
  return head;
}

class Rows implements RowHandler {
  readonly #seen: Seen;
  #table: SeenTable;
  /** Later tables of a file have numbers; most have one alone. */
  #place: { table?: number } = {};
  #shape = new TableShape();
  #count = 0;
  #isAfterBlank = false;
  #looksAtSigns = false;

  constructor(seen: Seen) {
    this.#seen = seen;
    this.#table = seen.table();
  }

  /** From here on cells may hold signs that should not be there. */
  lookAtSigns(): void {
    this.#looksAtSigns = true;
  }

  row(cells: readonly string[]): void {
    if (this.#count > 0 && this.#shape.endsBefore(cells, this.#isAfterBlank)) this.#beginTable();
    this.#isAfterBlank = false;
    this.#count += 1;
    if (!this.#shape.take(cells)) this.#seen.found('ragged-rows', { ...this.#place, row: this.#count });
    if (this.#looksAtSigns) this.#tellSigns(cells);
    this.#table.row(cells);
  }

  blank(): void {
    this.#isAfterBlank = true;
  }

  broken(): void {
    this.#seen.found('broken-record', { ...this.#place, row: this.#count + 1 });
  }

  end(): void {
    this.#table.end();
  }

  #beginTable(): void {
    this.#table.end();
    this.#place = { table: (this.#place.table ?? 1) + 1 };
    this.#table = this.#seen.table(this.#place);
    this.#shape = new TableShape();
    this.#count = 0;
  }

  #tellSigns(cells: readonly string[]): void {
    for (const [at, cell] of cells.entries()) {
      const rule = oddRuleOf(cell);
      if (rule !== undefined) this.#seen.found(rule, { ...this.#place, row: this.#count, column: at + 1 });
    }
  }
}
