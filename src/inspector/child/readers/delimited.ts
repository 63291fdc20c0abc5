import { headBytes } from '../detect.ts';
import type { Reader, Seen, SeenTable } from '../reader.ts';
import { DelimitedRows } from '../texts/delimited-rows.ts';
import { delimiterOf } from '../texts/delimiter.ts';
import { oddRuleOf, type TextPiece, textOf } from '../texts/text-of-file.ts';

/** Empty lines are no rows. */
export const readDelimited: Reader = async (file, seen) => {
  const pieces = textOf(file, seen);
  const head = await headOf(pieces);
  const rows = new Rows(seen, seen.table());
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

class Rows {
  count = 0;
  readonly #seen: Seen;
  readonly #table: SeenTable;
  #columns = 0;
  #looksAtSigns = false;

  constructor(seen: Seen, table: SeenTable) {
    this.#seen = seen;
    this.#table = table;
  }

  /** From here on cells may hold signs that should not be there. */
  lookAtSigns(): void {
    this.#looksAtSigns = true;
  }

  row(cells: readonly string[]): void {
    this.count += 1;
    if (this.count === 1) this.#columns = cells.length;
    else if (cells.length !== this.#columns) this.#seen.found('ragged-rows', { row: this.count });
    if (this.#looksAtSigns) this.#tellSigns(cells);
    this.#table.row(cells);
  }

  blank(): void {}

  broken(): void {
    this.#seen.found('broken-record', { row: this.count + 1 });
  }

  end(): void {
    this.#table.end();
  }

  #tellSigns(cells: readonly string[]): void {
    for (const [at, cell] of cells.entries()) {
      const rule = oddRuleOf(cell);
      if (rule !== undefined) this.#seen.found(rule, { row: this.count, column: at + 1 });
    }
  }
}
