import type { Place } from '../../../domain/inspection/evidence.ts';
import type { Budget } from '../budget.ts';
import { Grid, type TableCounter } from '../markup/grid.ts';
import type { Seen, SeenText } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';
import { isOn } from '../workbook/book.ts';
import { isComment } from './all-texts.ts';

interface Surroundings {
  readonly seen: Seen;
  readonly budget: Budget;
  readonly counter: TableCounter;
  readonly place: Pick<Place, 'page'>;
  readonly title?: string | undefined;
}

/** What somebody changed and the document still shows, or can be made to show. */
const tracked: ReadonlySet<string> = new Set(['del', 'ins', 'moveFrom', 'moveTo', 'cellDel', 'cellIns']);
/** Elements whose value is text: variables, and what fields and forms are called or hold. */
const named: ReadonlySet<string> = new Set(['docVar', 'alias', 'tag', 'default', 'placeholder']);
/** Attributes that are read out, or shown when somebody points at something. */
const spoken: readonly string[] = ['descr', 'title', 'alt', 'tooltip', 'prompt', 'string'];

/** Takes the paragraphs and tables of a document or a slide, in whatever stands in it: boxes, notes, shapes. */
export class Flow implements XmlHandler {
  readonly #around: Surroundings;
  readonly #lines: SeenText;
  readonly #grids: Grid[] = [];
  #line = '';
  #element = '';

  constructor(around: Surroundings) {
    this.#around = around;
    this.#lines = around.seen.text(around.place, around.title);
  }

  open(name: string, attributes: Attributes): void {
    this.#element = name;
    const grid = this.#grids.at(-1);
    if (name === 'tbl') this.#beginTable();
    else if (name === 'tc') grid?.cell();
    else if (name === 'gridSpan') grid?.widen(attributes['val']);
    else if (name === 'tab') this.#add('   ');
    else if (name === 'br' || name === 'cr') this.#endLine();
    if (isComment(name)) this.#found('workbook-comment');
    if (tracked.has(name)) this.#found('document-tracked');
    if (name === 'vanish' && !/^(0|false|off)$/.test(attributes['val'] ?? '')) this.#found('document-hidden-text');
    if (name === 'sld' && attributes['show'] !== undefined && !isOn(attributes['show'])) this.#found('hidden-slide');
    if (named.has(name) && attributes['val'] !== undefined) this.#tell(attributes['val']);
    for (const key of spoken) {
      const text = attributes[key];
      if (text !== undefined && text.trim() !== '') this.#tell(text);
    }
  }

  text(text: string): void {
    // Between elements stand line breaks that nobody reads.
    if (text.trim() !== '' || this.#element === 't') this.#add(text);
  }

  close(name: string): void {
    this.#element = '';
    const grid = this.#grids.at(-1);
    if (name === 'p') this.#endLine();
    else if (name === 'tc') grid?.endCell();
    else if (name === 'tr') grid?.endRow();
    else if (name === 'tbl') this.#grids.pop()?.end();
  }

  /** Ends what is open, wherever the part broke off. */
  end(): void {
    try {
      this.#endLine();
      while (this.#grids.length > 0) this.#grids.pop()?.end();
    } finally {
      for (const grid of this.#grids) grid.stop();
      this.#lines.end();
    }
  }

  #found(rule: string): void {
    this.#around.seen.found(rule, this.#around.place.page === undefined ? undefined : this.#around.place);
  }

  #beginTable(): void {
    const { seen, budget, counter, place } = this.#around;
    this.#endLine();
    counter.tables += 1;
    const table = counter.tables;
    this.#grids.push(new Grid(() => seen.table({ ...place, table }), budget));
  }

  #add(text: string): void {
    if (this.#grids.at(-1)?.text(text) !== true) this.#line += text;
  }

  #endLine(): void {
    if (this.#grids.at(-1)?.text(' ') === true) return;
    if (this.#line.trim() !== '') this.#tell(this.#line);
    this.#line = '';
  }

  #tell(line: string): void {
    this.#around.budget.spend(line.length);
    for (const part of line.split(/\r\n|[\n\r\v]/)) this.#lines.line(part);
  }
}
