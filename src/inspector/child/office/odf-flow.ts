import type { Place } from '../../../domain/inspection/evidence.ts';
import type { Budget } from '../budget.ts';
import type { TableCounter } from '../markup/grid.ts';
import type { Seen, SeenText } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';
import type { OdfStyles } from './odf-styles.ts';
import { OdfTable } from './odf-table.ts';

interface Surroundings {
  readonly seen: Seen;
  readonly budget: Budget;
  readonly counter: TableCounter;
  readonly styles: OdfStyles;
  readonly title?: string | undefined;
}

const paragraphs: ReadonlySet<string> = new Set(['p', 'h']);
/** What stands in a paragraph or a cell, and is no part of its text. */
const asides: ReadonlySet<string> = new Set(['annotation', 'note-body', 'desc', 'title', 'text-box']);
/** What an element means by its name alone. */
const rules: Readonly<Record<string, string>> = {
  annotation: 'workbook-comment',
  ...{ 'hidden-text': 'document-hidden-text', 'hidden-paragraph': 'document-hidden-text' },
  ...{ insertion: 'document-tracked', deletion: 'document-tracked', 'format-change': 'document-tracked' },
  ...{ movement: 'workbook-revision', 'cell-content-change': 'workbook-revision' },
  ...{ 'event-listener': 'workbook-macro', module: 'workbook-macro', 'source-code': 'workbook-macro' },
  ...{ 'table-source': 'workbook-link', 'cell-range-source': 'workbook-link', 'dde-source': 'workbook-link' },
  ...{
    'section-source': 'workbook-link',
    'dde-connection-decl': 'workbook-link',
    'database-source-table': 'workbook-link',
  },
  ...{
    'database-source-query': 'workbook-link',
    'database-source-sql': 'workbook-link',
    'source-service': 'workbook-link',
  },
  ...{ 'named-expression': 'workbook-name', 'named-range': 'workbook-name' },
  ...{ creator: 'document-author', image: 'workbook-picture', 'binary-data': 'workbook-picture' },
};
/** Attributes that hold what was written or computed, and no cell shows. */
const spoken: readonly string[] = [
  'string-value',
  'string-value-if-true',
  'string-value-if-false',
  'label',
  'current-value',
];
const places: Readonly<Record<string, string>> = { p: 'paragraph', h: 'paragraph', span: 'text', section: 'section' };
const sheetTexts = 'Names of sheets, and texts around their cells';
const mostSpaces = 500;

/** Takes the paragraphs, tables, sheets and slides of one part of an OpenDocument. */
export class OdfFlow implements XmlHandler {
  readonly #around: Surroundings;
  /** Nothing stands in place of the table where a note or a box begins a text of its own. */
  readonly #tables: (OdfTable | undefined)[] = [];
  /** Paragraphs that are open, one in the other. */
  readonly #open: string[] = [];
  #lines: SeenText | undefined;
  #place: Pick<Place, 'page'> = {};
  #pages = 0;
  #sheets = 0;
  #element = '';
  /** What the part is: a text, a spreadsheet, a chart. */
  body: string | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#element === 'body') this.body ??= name;
    this.#element = name;
    this.#around.styles.open(name, attributes);
    this.#judge(name, attributes);
    const isCell = name === 'table-cell' || name === 'covered-table-cell';
    if (!isCell) for (const key of spoken) this.#tell(attributes[key]);
    if (/^[a-z]+:|^\\\\/i.test(attributes['href'] ?? '')) this.#tell(attributes['href']);
    // A formula names cells mostly, and says something only in quotes.
    if (attributes['formula']?.includes('"') === true) this.#tell(attributes['formula']);
    if (name === 'named-expression') this.#tell(`${attributes['name'] ?? ''}: ${attributes['expression'] ?? ''}`);
    if (paragraphs.has(name) || asides.has(name)) this.#open.push('');
    if (asides.has(name)) this.#tables.push(undefined);
    if (name === 'page') this.#beginPage(attributes);
    if (name === 'table') this.#beginTable(attributes);
    if (isCell) this.#tables.at(-1)?.cell(attributes, name !== 'table-cell');
    if (name === 'table-row')
      this.#tables.at(-1)?.row(attributes['number-rows-repeated'], this.#isHidden(name, attributes));
    if (name === 'table-column')
      this.#tables.at(-1)?.column(attributes['number-columns-repeated'], this.#isHidden(name, attributes));
    if (name === 's') this.#add(' '.repeat(Math.min(mostSpaces, Number(attributes['c'] ?? 1) || 1)));
    if (name === 'tab') this.#add('   ');
    if (name === 'line-break') this.#add('\n');
  }

  text(text: string): void {
    if (this.#open.length > 0) this.#add(text.replace(/[\t\n\r ]+/g, ' '));
    // Formats of numbers are made of signs, and seldom say something.
    else if (this.#element !== 'text' || /[\p{L}\p{N}]{2}/u.test(text)) this.#tell(text);
  }

  close(name: string): void {
    this.#element = '';
    if (name === 'creator' && this.#open.length > 0) this.#add(' ');
    if (asides.has(name)) {
      this.#tables.pop();
      this.#tell(this.#open.pop());
    }
    if (paragraphs.has(name)) this.#endParagraph();
    if (name === 'table-cell' || name === 'covered-table-cell') this.#tables.at(-1)?.endCell();
    if (name === 'table-row') this.#tables.at(-1)?.endRow();
    if (name === 'table') this.#tables.pop()?.end();
    if (name === 'page') this.#endLines({});
  }

  /** Ends what is open, wherever the part broke off. */
  end(): void {
    try {
      while (this.#open.length > 0) this.#tell(this.#open.pop());
      while (this.#tables.length > 0) this.#tables.pop()?.end();
    } finally {
      for (const table of this.#tables) table?.stop();
      this.#endLines({});
    }
  }

  #judge(name: string, attributes: Attributes): void {
    const { seen, styles } = this.#around;
    const rule = rules[name];
    const isRevision = rule === 'document-tracked' && this.body === 'spreadsheet';
    const place = this.#place.page === undefined ? undefined : this.#place;
    if (rule !== undefined) seen.found(isRevision ? 'workbook-revision' : rule, place);
    const family = places[name];
    if (family === undefined) return;
    const isHidden =
      styles.isHidden(family, attributes['style-name']) || /^(none|condition)$/.test(attributes['display'] ?? '');
    if (isHidden) seen.found('document-hidden-text', place);
  }

  #isHidden(family: string, attributes: Attributes): boolean {
    const isShown = (attributes['visibility'] ?? 'visible') === 'visible';
    return !isShown || this.#around.styles.isHidden(family, attributes['style-name']);
  }

  #beginPage(attributes: Attributes): void {
    const { seen, styles } = this.#around;
    this.#pages += 1;
    this.#endLines({ page: this.#pages });
    if (styles.isHidden('drawing-page', attributes['style-name'])) seen.found('hidden-slide', this.#place);
  }

  #beginTable(attributes: Attributes): void {
    const { seen, budget, counter, styles } = this.#around;
    const { name, 'style-name': style } = attributes;
    const isSheet = this.body === 'spreadsheet' && !this.#tables.some((table) => table !== undefined);
    if (isSheet) this.#sheets += 1;
    else counter.tables += 1;
    const place = isSheet ? { sheet: this.#sheets } : { ...this.#place, table: counter.tables };
    const isHidden = isSheet && (styles.isHidden('table', style) || attributes['display'] === 'false');
    if (isSheet) this.#tell(name);
    const title = isSheet ? name : this.body === 'chart' ? 'Numbers of a chart' : undefined;
    const begin = () => {
      if (isHidden) seen.found('workbook-hidden-sheet', place);
      return seen.table(place, title);
    };
    const hidden = (at: object) => seen.found('workbook-hidden-cells', { ...place, ...at });
    this.#tables.push(new OdfTable({ begin, budget, isSheet, hidden, line: (text) => this.#tell(text) }));
  }

  #add(text: string): void {
    const last = this.#open.length - 1;
    this.#around.budget.spend(text.length);
    if (last >= 0) this.#open[last] += text;
  }

  #endParagraph(): void {
    const text = this.#open.pop() ?? '';
    if (this.#tables.at(-1)?.text(text) !== true) this.#tell(text);
  }

  #tell(text: string | undefined): void {
    if (text === undefined || text.trim() === '') return;
    const { seen, budget, title } = this.#around;
    const titles: Readonly<Record<string, string>> = { spreadsheet: sheetTexts, chart: 'Text of a chart' };
    this.#lines ??= seen.text(this.#place, title ?? titles[this.body ?? '']);
    budget.spend(text.length);
    for (const line of text.split(/\r\n|[\n\r\v]/)) this.#lines.line(line);
  }

  #endLines(place: Pick<Place, 'page'>): void {
    this.#lines?.end();
    this.#lines = undefined;
    this.#place = place;
  }
}
