import type { Budget } from '../budget.ts';
import type { SeenTable } from '../reader.ts';
import type { Attributes } from '../texts/xml.ts';
import type { TableCounter } from './grid.ts';

/** So many names a record may have, with so much text each, and so many layers are looked at. */
const most = { names: 200, text: 1000, layers: 100 } as const;

interface Element {
  readonly name: string;
  /** Its attributes, and the elements in it that hold text alone. */
  readonly cells: Map<string, string>;
  text: string;
  hasElements: boolean;
  /** The records in it, as long as they have the same names. */
  table: { readonly names: string; readonly rows: SeenTable } | undefined;
}

/** Records of XML that is no page, `<row><ward>A</ward><n>7</n></row>`: one after another with the same names they are the rows of a table. */
export class Records {
  readonly #begin: (table: number) => SeenTable;
  readonly #budget: Budget;
  readonly #counter: TableCounter;
  readonly #open: Element[] = [];
  /** Elements that lie too deep. */
  #below = 0;

  constructor(begin: (table: number) => SeenTable, budget: Budget, counter: TableCounter) {
    this.#begin = begin;
    this.#budget = budget;
    this.#counter = counter;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#open.length === most.layers) this.#below += 1;
    else
      this.#open.push({
        name,
        cells: new Map(Object.entries(attributes)),
        text: '',
        hasElements: false,
        table: undefined,
      });
  }

  text(text: string): void {
    const last = this.#open.at(-1);
    if (last !== undefined && this.#below === 0 && last.text.length < most.text)
      last.text = (last.text + text).slice(0, most.text);
  }

  close(): void {
    if (this.#below > 0) {
      this.#below -= 1;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) return;
    element.table?.rows.end();
    const parent = this.#open.at(-1);
    if (parent === undefined) return;
    parent.hasElements = true;
    const text = element.text.trim();
    if (!element.hasElements && element.cells.size === 0) {
      if (parent.cells.size < most.names) parent.cells.set(element.name, text);
      return;
    }
    if (!element.hasElements && text !== '') element.cells.set(element.name, text);
    if (element.cells.size > 1) this.#tell(element, parent);
  }

  /** Ends what is open. */
  end(): void {
    for (const { table } of this.#open.splice(0)) table?.rows.end();
  }

  #tell({ cells }: Element, parent: Element): void {
    const names = [...cells.keys()].join('\n');
    if (parent.table?.names !== names) {
      parent.table?.rows.end();
      this.#counter.tables += 1;
      parent.table = { names, rows: this.#begin(this.#counter.tables) };
      parent.table.rows.row([...cells.keys()].map((name) => this.#budget.cell(name)));
    }
    parent.table.rows.row([...cells.values()].map((text) => this.#budget.cell(text)));
  }
}
