import type { Budget } from '../budget.ts';
import type { SeenTable } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';

const values: ReadonlySet<string> = new Set(['s', 'n', 'd', 'b', 'e', 'm']);
const mostItems = 1_000_000;

/** Takes from the definition of a pivot cache its fields, each with the values that its records name by a number. */
export class CacheFields implements XmlHandler {
  readonly fields: { readonly name: string; readonly items: string[] }[] = [];
  #isShared = false;
  #items = 0;

  open(name: string, attributes: Attributes): void {
    if (name === 'cacheField') this.fields.push({ name: attributes['name'] ?? '', items: [] });
    if (name === 'sharedItems') this.#isShared = true;
    if (!this.#isShared || !values.has(name) || this.#items >= mostItems) return;
    this.#items += 1;
    this.fields.at(-1)?.items.push(attributes['v'] ?? '');
  }

  close(name: string): void {
    if (name === 'sharedItems') this.#isShared = false;
  }

  /** The values themselves, a column for each field: records may be missing, or leave some of them out. */
  tell(table: SeenTable, budget: Budget): void {
    table.row(this.fields.map(({ name }) => budget.cell(name)));
    const rows = Math.max(0, ...this.fields.map(({ items }) => items.length));
    for (let row = 0; row < rows; row += 1) table.row(this.fields.map(({ items }) => budget.cell(items[row] ?? '')));
    table.end();
  }
}

/** Takes the records of a pivot cache, and tells them as the rows of a table. */
export class CacheRecords implements XmlHandler {
  readonly #fields: CacheFields['fields'];
  readonly #table: SeenTable;
  readonly #budget: Budget;
  #row: string[] = [];

  constructor({ fields }: CacheFields, table: SeenTable, budget: Budget) {
    this.#fields = fields;
    this.#table = table;
    this.#budget = budget;
    table.row(fields.map(({ name }) => budget.cell(name)));
  }

  open(name: string, { v = '' }: Attributes): void {
    if (name === 'r') this.#row = [];
    if (values.has(name)) this.#row.push(this.#budget.cell(v));
    if (name === 'x') this.#row.push(this.#budget.cell(this.#fields[this.#row.length]?.items[Number(v)] ?? ''));
  }

  close(name: string): void {
    if (name === 'r') this.#table.row(this.#row);
  }
}
