import type { Place } from '../../domain/inspection/evidence.ts';
import type { Seen, SeenTable, SeenText } from './reader.ts';
import { type Content, mostShown, type Part, type Showing, type Shown } from './shown.ts';

/** Takes of what a reader comes across the part that is to be shown, and only lists the rest. */
export function createShow({ part, from }: Showing): Seen & { result(): Omit<Shown, 'type'> } {
  const parts: Part[] = [];
  const hidden = new Set<number | undefined>();
  const untold = new Set<() => void>();
  let partCount = 0;
  let content: (() => Content) | undefined;
  /** Whether the part that begins is the one to show. */
  const begin = (begun: Part): boolean => {
    partCount += 1;
    if (parts.length < mostShown.parts) parts.push(begun);
    return partCount === part;
  };
  return {
    found: (rule, place) => {
      if (rule === 'workbook-hidden-sheet') hidden.add(place?.sheet);
    },
    ...unshown,
    table: (place = {}, title) => {
      if (!begin(partOf('table', place, title))) return nothing;
      const table = new ShownTable(from);
      content = () => table.content();
      return table;
    },
    text: (place = {}, title) => {
      const text = new ShownText(from);
      return toldOnce(text, title, untold, () => {
        if (begin(partOf('text', place, title))) content = () => text.content();
      });
    },
    result: () => {
      for (const tell of untold) tell();
      const listed = parts.map((one) =>
        one.sheet !== undefined && hidden.has(one.sheet) ? { ...one, isHidden: true } : one,
      );
      return { parts: listed, partCount, ...(content === undefined ? {} : { content: content() }) };
    },
  };
}

/**
 * A text that is told as a part at its first line, or, with a name of ours, when it ends: such stand around what people open the file for. One
 * without lines is no part: many formats have a place for one and leave it empty.
 */
function toldOnce(text: ShownText, title: string | undefined, untold: Set<() => void>, begin: () => void): SeenText {
  const tell = () => {
    if (!text.isEmpty && untold.delete(tell)) begin();
  };
  untold.add(tell);
  return {
    line: (line) => {
      text.line(line);
      if (title === undefined) tell();
    },
    end: () => {
      tell();
      untold.delete(tell);
    },
  };
}

function partOf(
  kind: Part['kind'],
  { sheet, page, table }: Pick<Place, 'sheet' | 'page' | 'table'>,
  title: string | undefined,
): Part {
  return {
    ...{ kind, isHidden: false },
    ...(sheet === undefined ? {} : { sheet }),
    ...(page === undefined ? {} : { page }),
    ...(table === undefined ? {} : { table }),
    ...(title === undefined ? {} : { title: cut(title) }),
  };
}

/** Of what is not to be shown. */
const unshown = { notChecked: () => {}, looked: () => {}, passed: () => {}, part: () => {} };
const nothing: SeenTable = { row: () => {}, end: () => {} };

/** The first row, a window of the others, and the last ones behind it. */
class ShownTable implements SeenTable {
  readonly #from: number;
  readonly #rows: string[][] = [];
  readonly #last: (readonly string[])[] = [];
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
    else if (this.#total >= this.#from) this.#last[this.#total % mostShown.lastRows] = cells;
  }

  end(): void {}

  content(): Content {
    const behind = Math.max(0, this.#total + 1 - this.#from - mostShown.rows);
    const last = Array.from({ length: Math.min(mostShown.lastRows, behind) }, (_, back) =>
      cutRow(this.#last[(this.#total - back) % mostShown.lastRows] ?? []),
    ).reverse();
    return { kind: 'table', header: this.#header, rows: this.#rows, last, columns: this.#columns, total: this.#total };
  }
}

class ShownText {
  readonly #from: number;
  readonly #lines: string[] = [];
  #total = 0;

  constructor(from: number) {
    this.#from = from;
  }

  get isEmpty(): boolean {
    return this.#total === 0;
  }

  line(text: string): void {
    this.#total += 1;
    if (isInWindow(this.#total, this.#from, mostShown.lines)) this.#lines.push(cut(text));
  }

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
