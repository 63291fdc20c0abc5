import { CsvError, type Parser, parse } from 'csv-parse';
import { headBytes } from '../detect.ts';
import type { Reader, Seen, SeenTable } from '../reader.ts';
import { delimiterOf } from '../texts/delimiter.ts';
import { oddRuleOf, type TextPiece, textOf } from '../texts/text-of-file.ts';

/** A row may have so many bytes, and so many signs with those that part its cells. */
const longestRow = 1024 * 1024;

/** Thrown at a row of more signs than one may have: the parser counts what is in cells only, and takes any number of empty ones. */
class LongRowError extends Error {
  override readonly name = 'LongRowError';
}

/** Empty lines are no rows. */
export const readDelimited: Reader = async (file, seen) => {
  const pieces = textOf(file, seen);
  const head = await headOf(pieces);
  const rows = new Rows(seen, seen.table());
  const parser = parse({
    ...{ delimiter: delimiterOf(head.text) ?? '\t', bom: true, skip_empty_lines: true, max_record_size: longestRow },
    ...{ relax_column_count: true, relax_quotes: true },
    // Nothing is given on, so the parser keeps no row.
    on_record: (cells: string[]) => {
      rows.take(cells);
      return null;
    },
  });
  parser.resume();
  try {
    await feed(parser, head, pieces, rows);
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof LongRowError)) throw error;
    seen.found('broken-record', { row: rows.count + 1 });
    seen.notChecked('partly');
  }
  rows.end();
};

/** So much text as the kind of table is told by. */
async function headOf(pieces: AsyncGenerator<TextPiece>): Promise<TextPiece> {
  let head: TextPiece = { text: '', isOdd: false };
  while (head.text.length < headBytes) {
    const { value, done } = await pieces.next();
    if (done) break;
    head = { text: head.text + value.text, isOdd: head.isOdd || value.isOdd };
  }
  return head;
}

async function feed(parser: Parser, head: TextPiece, pieces: AsyncGenerator<TextPiece>, rows: Rows): Promise<void> {
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed = error;
  });
  let open = 0;
  const write = async (piece: TextPiece) => {
    if (piece.isOdd) rows.lookAtSigns();
    const before = rows.count;
    await new Promise<void>((done) => parser.write(piece.text, () => done()));
    // Lines without anything are no rows, however many there are.
    if (rows.count > before) open = 0;
    else if (/[^\r\n]/.test(piece.text)) open += piece.text.length;
    if (open > longestRow) throw new LongRowError('A row has more signs than one may have');
  };
  await write(head);
  for await (const piece of pieces) {
    if (failed !== undefined) throw failed;
    await write(piece);
  }
  await new Promise<void>((done) => parser.end(() => done()).once('error', () => done()));
  if (failed !== undefined) throw failed;
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

  take(cells: readonly string[]): void {
    this.count += 1;
    if (this.count === 1) this.#columns = cells.length;
    else if (cells.length !== this.#columns) this.#seen.found('ragged-rows', { row: this.count });
    if (this.#looksAtSigns) this.#tellSigns(cells);
    this.#table.row(cells);
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
