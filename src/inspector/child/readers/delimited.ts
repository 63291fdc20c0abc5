import { headBytes } from '../detect.ts';
import type { Reader, Seen, SeenTable } from '../reader.ts';
import { DelimitedRows, type RowHandler } from '../texts/delimited-rows.ts';
import { delimiterOf } from '../texts/delimiter.ts';
import { asSentence, TableOpening } from '../texts/table-opening.ts';
import { TableShape } from '../texts/table-shape.ts';
import { oddRuleOf, type TextPiece, textOf } from '../texts/text-of-file.ts';
import { ToldHeads, tellsHeads } from '../texts/told-heads.ts';

/** Empty lines are no rows, and may part one table from the next. */
export const readDelimited: Reader = async (file, seen) => {
  const pieces = textOf(file, seen);
  const head = await headOf(pieces);
  const delimiter = delimiterOf(head.text) ?? '\t';
  const rows = new Rows(seen, delimiter, tellsHeads(head.text) ? new ToldHeads() : undefined);
  const cutter = new DelimitedRows(delimiter, rows);
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
  readonly #delimiter: string;
  #table: SeenTable;
  /** Later tables of a file have numbers; most have one alone. */
  #place: { table?: number } = {};
  #opening: TableOpening | undefined;
  #shape = new TableShape();
  /** While what the columns are stands above the data. */
  #heads: ToldHeads | undefined;
  #count = 0;
  #isAfterBlank = false;
  #looksAtSigns = false;

  constructor(seen: Seen, delimiter: string, heads: ToldHeads | undefined) {
    this.#heads = heads;
    this.#seen = seen;
    this.#delimiter = delimiter;
    this.#table = seen.table();
    this.#opening = new TableOpening(delimiter);
  }

  /** From here on cells may hold signs that should not be there. */
  lookAtSigns(): void {
    this.#looksAtSigns = true;
  }

  row(cells: readonly string[]): void {
    if (this.#heads === undefined) this.#row(cells);
    else this.#head(cells.join(this.#delimiter), this.#heads);
  }

  /** What a line says of a column is told as it stands, and once more as the head of the data. */
  #head(line: string, heads: ToldHeads): void {
    this.#row([line]);
    const names = heads.take(line);
    if (names === undefined) return;
    this.#heads = undefined;
    this.#beginTable();
    this.#row(names);
  }

  #row(cells: readonly string[]): void {
    const isAfterBlank = this.#isAfterBlank;
    this.#isAfterBlank = false;
    const ends =
      this.#opening === undefined
        ? this.#shape.endsBefore(cells, isAfterBlank)
        : isAfterBlank && this.#opening.endsBefore(cells);
    if (ends) this.#beginTable();
    if (this.#opening === undefined) this.#tell(isAfterBlank ? asSentence(cells, this.#delimiter) : cells);
    else if (this.#opening.take(cells)) this.#endOpening();
  }

  #endOpening(): void {
    const { rows, first } = this.#opening?.end() ?? { rows: [], first: undefined };
    this.#opening = undefined;
    this.#shape = new TableShape(first);
    for (const row of rows) this.#tell(row);
  }

  #tell(cells: readonly string[]): void {
    this.#count += 1;
    let told = cells;
    if (!this.#shape.take(cells)) {
      told = asSentence(cells, this.#delimiter);
      if (told === cells) this.#seen.found('ragged-rows', { ...this.#place, row: this.#count });
    }
    if (this.#looksAtSigns) this.#tellSigns(told);
    this.#table.row(told);
  }

  blank(): void {
    this.#isAfterBlank = true;
  }

  broken(): void {
    const before = this.#count + (this.#opening?.held.length ?? 0);
    this.#seen.found('broken-record', { ...this.#place, row: before + 1 });
  }

  end(): void {
    this.#endOpening();
    this.#table.end();
  }

  #beginTable(): void {
    this.end();
    this.#place = { table: (this.#place.table ?? 1) + 1 };
    this.#table = this.#seen.table(this.#place);
    this.#opening = new TableOpening(this.#delimiter);
    this.#count = 0;
  }

  #tellSigns(cells: readonly string[]): void {
    for (const [at, cell] of cells.entries()) {
      const rule = oddRuleOf(cell);
      if (rule !== undefined) this.#seen.found(rule, { ...this.#place, row: this.#count, column: at + 1 });
    }
  }
}
