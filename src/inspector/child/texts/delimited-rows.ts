/** A row may have so many signs; a longer one is given in pieces. */
const longestRow = 1024 * 1024;

export interface RowHandler {
  row(cells: readonly string[]): void;
  /** A line with nothing in it. */
  blank(): void;
  /** A row is longer than one may be, or a quote swallows rows: from here on quotes part nothing, and lines are rows. */
  broken(): void;
}

/** Cuts a text that comes in pieces into the rows of a table. Nothing of it is left out, whatever is wrong with its quotes. */
export class DelimitedRows {
  readonly #delimiter: string;
  readonly #handler: RowHandler;
  /** What is not yet cut, and from where on. */
  #text = '';
  #at = 0;
  #lineBreak: '\n' | '\r' | undefined;
  #quotes = true;
  #isLong = false;

  constructor(delimiter: string, handler: RowHandler) {
    this.#delimiter = delimiter;
    this.#handler = handler;
  }

  take(piece: string): void {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    this.#cut(false);
  }

  end(): void {
    this.#cut(true);
  }

  #cut(isEnd: boolean): void {
    this.#lineBreak ??= lineBreakOf(this.#text, isEnd);
    if (this.#lineBreak === undefined) {
      if (this.#text.length > longestRow) this.#cutLong();
      return;
    }
    let quote = this.#quotes ? this.#text.indexOf('"', this.#at) : -1;
    while (this.#at < this.#text.length) {
      const found = this.#text.indexOf(this.#lineBreak, this.#at);
      if (found === -1 && !isEnd) break;
      const lineEnd = found === -1 ? this.#text.length : found;
      if (quote !== -1 && quote < this.#at) quote = this.#text.indexOf('"', this.#at);
      if (!this.#quotes || quote === -1 || quote > lineEnd) {
        this.#tellLine(lineEnd);
        continue;
      }
      const end = this.#quotedRow(isEnd);
      if (end === 'more') break;
      if (end === 'broken') this.#breakQuotes();
    }
    if (!isEnd && this.#text.length - this.#at > longestRow) this.#cutLong();
  }

  /** A line as a row, its quotes taken for signs like others where none of them may part cells. */
  #tellLine(lineEnd: number): void {
    const hasReturn = lineEnd > this.#at && this.#text.charCodeAt(lineEnd - 1) === 0x0d;
    const line = this.#text.slice(this.#at, hasReturn ? lineEnd - 1 : lineEnd);
    this.#at = lineEnd + 1;
    if (line === '') this.#handler.blank();
    else if (line.length > longestRow) this.#tellLong(line);
    else this.#handler.row(this.#cellsOf(line));
    this.#isLong = false;
  }

  #cellsOf(line: string): string[] {
    const cells = line.split(this.#delimiter);
    return this.#quotes ? cells : cells.map((cell) => cell.replace(/^"([^"]*)"$/, '$1'));
  }

  /** A row with quotes, to its end; `more` where that is yet to come, `broken` where a quote swallows rows. */
  #quotedRow(isEnd: boolean): 'told' | 'more' | 'broken' {
    const cells: string[] = [];
    const text = this.#text;
    let at = this.#at;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, this.#delimiter) : plainCell(text, at, this.#delimiter);
      // Whether a line break is one sign or two is only seen with the next.
      if (cell === undefined || (!isEnd && cell.end + 1 >= text.length)) {
        const isOpen = isEnd || text.length - this.#at > longestRow;
        return isOpen ? 'broken' : 'more';
      }
      if (swallowsRows(cell.text, this.#delimiter)) return 'broken';
      cells.push(cell.text);
      if (text[cell.end] === this.#delimiter) {
        at = cell.end + 1;
        continue;
      }
      this.#at = text[cell.end] === '\r' && text[cell.end + 1] === '\n' ? cell.end + 2 : cell.end + 1;
      if (cells.length === 1 && cells[0] === '') this.#handler.blank();
      else this.#handler.row(cells);
      return 'told';
    }
  }

  #breakQuotes(): void {
    this.#quotes = false;
    this.#handler.broken();
  }

  /** What is longer than a row may be and has no end yet. */
  #cutLong(): void {
    const piece = this.#text.slice(this.#at);
    this.#text = '';
    this.#at = 0;
    this.#tellLong(piece);
  }

  #tellLong(text: string): void {
    if (!this.#isLong) this.#handler.broken();
    this.#isLong = true;
    for (let at = 0; at < text.length; at += longestRow)
      this.#handler.row(this.#cellsOf(text.slice(at, at + longestRow)));
  }
}

interface CutCell {
  readonly text: string;
  /** Where the sign stands that ends it. */
  readonly end: number;
}

/** A cell that begins with a quote; undefined where nothing closes it. What follows the closing quote belongs to the cell. */
function quotedCell(text: string, begin: number, delimiter: string): CutCell | undefined {
  let told = '';
  let from = begin + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    const next = text[quote + 1];
    if (next === '"') {
      told += text.slice(from, quote + 1);
      from = quote + 2;
    } else if (next === undefined || next === delimiter || next === '\n' || next === '\r') {
      return { text: told + text.slice(from, quote), end: quote + 1 };
    } else {
      told += text.slice(from, quote + 1);
      from = quote + 1;
    }
  }
}

function plainCell(text: string, begin: number, delimiter: string): CutCell {
  let end = begin;
  for (; end < text.length; end += 1) {
    const sign = text[end];
    if (sign === delimiter || sign === '\n' || sign === '\r') break;
  }
  return { text: text.slice(begin, end), end };
}

/** Whether a quoted cell holds lines that are rows themselves: three or more of them, parted alike. */
function swallowsRows(cell: string, delimiter: string): boolean {
  if (!cell.includes('\n') && !cell.includes('\r')) return false;
  const [, ...lines] = cell.split(/\r\n|\n|\r/);
  lines.pop();
  const [first = 0, ...counts] = lines.map((line) => line.split(delimiter).length - 1);
  return counts.length > 1 && first > 0 && counts.every((count) => count === first);
}

/** The sign that ends the lines of a text, by its first one; undefined as long as it has none that is sure. */
function lineBreakOf(text: string, isEnd: boolean): '\n' | '\r' | undefined {
  const first = text.search(/[\r\n]/);
  if (first === -1 || (first === text.length - 1 && !isEnd)) return isEnd ? '\n' : undefined;
  return text[first] === '\n' || text[first + 1] === '\n' ? '\n' : '\r';
}
