import type { Seen, SeenTable, SeenText } from './reader.ts';
import { mostShown, type Showing, type Shown } from './shown.ts';

type Content = Shown['content'];

/** Takes of what a reader comes across the part that is to be shown, and only counts the rest. */
export function createShow({ part, from }: Showing): Seen & { result(): { parts: number; content?: Content } } {
  let parts = 0;
  let content: (() => Content) | undefined;
  const isWanted = (): boolean => {
    parts += 1;
    return parts === part;
  };
  return {
    found: () => {},
    notChecked: () => {},
    table: ({ sheet } = {}) => {
      const table = new ShownTable(from);
      if (isWanted()) content = () => table.content(sheet);
      return table;
    },
    text: () => {
      const text = new ShownText(from);
      if (isWanted()) content = () => text.content();
      return text;
    },
    result: () => (content === undefined ? { parts } : { parts, content: content() }),
  };
}

/** The first row, and a window of the others. */
class ShownTable implements SeenTable {
  readonly #from: number;
  readonly #rows: string[][] = [];
  #header: string[] = [];
  #columns = 0;
  #total = 0;

  constructor(from: number) {
    this.#from = Math.max(2, from);
  }

  row(cells: readonly string[]): void {
    this.#total += 1;
    this.#columns = Math.max(this.#columns, cells.length);
    if (this.#total === 1) this.#header = cutRow(cells);
    else if (isInWindow(this.#total, this.#from, mostShown.rows)) this.#rows.push(cutRow(cells));
  }

  end(): void {}

  content(sheet: number | undefined): Content {
    const place = sheet === undefined ? {} : { sheet };
    const sizes = { columns: this.#columns, total: this.#total };
    return { kind: 'table', ...place, header: this.#header, rows: this.#rows, ...sizes };
  }
}

/** A window of the lines. */
class ShownText implements SeenText {
  readonly #from: number;
  readonly #lines: string[] = [];
  #total = 0;

  constructor(from: number) {
    this.#from = from;
  }

  line(text: string): void {
    this.#total += 1;
    if (isInWindow(this.#total, this.#from, mostShown.lines)) this.#lines.push(cut(text));
  }

  end(): void {}

  content(): Content {
    return { kind: 'text', lines: this.#lines, total: this.#total };
  }
}

function isInWindow(number: number, from: number, most: number): boolean {
  return number >= from && number < from + most;
}

function cutRow(cells: readonly string[]): string[] {
  return cells.slice(0, mostShown.columns).map(cut);
}

function cut(text: string): string {
  return text.length <= mostShown.characters ? text : `${text.slice(0, mostShown.characters)}…`;
}
