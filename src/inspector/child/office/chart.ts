import type { Budget } from '../budget.ts';
import type { SeenTable } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';

const mostPoints = 1_000_000;
/** Where the points of a series stand, by what they are. */
const columns: ReadonlySet<string> = new Set(['cat', 'val', 'xVal', 'yVal', 'bubbleSize', 'strDim', 'numDim']);

interface Column {
  readonly name: string;
  readonly cells: string[];
}

/** Takes the numbers that a chart keeps of what it was drawn from, and tells them as a table; its other texts as lines. */
export class Chart implements XmlHandler {
  readonly #columns: Column[] = [];
  readonly #line: (text: string) => void;
  readonly #budget: Budget;
  #series = '';
  #isName = false;
  #column: Column | undefined;
  #at = 0;
  #element = '';
  #points = 0;

  constructor(line: (text: string) => void, budget: Budget) {
    this.#line = line;
    this.#budget = budget;
  }

  open(name: string, { idx }: Attributes): void {
    this.#element = name;
    if (name === 'ser' || name === 'series') this.#series = '';
    if (name === 'tx') this.#isName = true;
    if (columns.has(name)) {
      this.#column = { name: name === 'cat' ? '' : name === 'val' || name === 'yVal' ? this.#series : name, cells: [] };
      this.#columns.push(this.#column);
    }
    if (name === 'pt') this.#at = Math.min(mostPoints, Number(idx) || 0);
  }

  text(text: string): void {
    if (text.trim() === '') return;
    if (this.#element === 'f') return;
    const isPoint = this.#column !== undefined && (this.#element === 'v' || this.#element === 'pt');
    if (!isPoint || this.#points > mostPoints) {
      if (this.#isName && this.#element === 'v') this.#series += text;
      this.#line(text);
      return;
    }
    const cells = this.#column?.cells ?? [];
    for (; cells.length < this.#at; this.#points += 1) cells.push('');
    this.#points += 1;
    cells[this.#at] = (cells[this.#at] ?? '') + text;
  }

  close(name: string): void {
    this.#element = '';
    if (name === 'tx') this.#isName = false;
    if (columns.has(name)) this.#column = undefined;
  }

  /** The categories stand once, and each series beside them. */
  tell(begin: () => SeenTable): void {
    const [first] = this.#columns;
    if (first === undefined) return;
    const sameAsFirst = (one: Column) =>
      one !== first && one.name === '' && one.cells.join('\n') === first.cells.join('\n');
    const told = this.#columns.filter((one) => !sameAsFirst(one));
    const table = begin();
    table.row(told.map(({ name }) => this.#budget.cell(name)));
    const rows = Math.max(...told.map(({ cells }) => cells.length));
    for (let row = 0; row < rows; row += 1) table.row(told.map(({ cells }) => this.#budget.cell(cells[row] ?? '')));
    table.end();
  }
}
