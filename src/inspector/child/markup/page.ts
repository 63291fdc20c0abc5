import type { Handler } from 'htmlparser2';
import type { Account } from '../account.ts';
import type { Budget } from '../budget.ts';
import { tellValue } from '../json/tell-value.ts';
import type { Seen, SeenText } from '../reader.ts';
import type { Attributes } from '../texts/xml.ts';
import { useOf } from './attributes.ts';
import { Drawing } from './drawing.ts';
import { cells, inline, printed, roles, rowEnds, tables } from './elements.ts';
import { Grid, type TableCounter } from './grid.ts';
import { Leaves } from './leaves.ts';
import { Records } from './records.ts';
import { valuesInScript } from './values-in-script.ts';

/** Scripts that are longer are named and not looked through. */
const longestScript = 16 * 1024 * 1024;
const longestLine = 100_000;

export interface Surroundings {
  readonly seen: Seen;
  readonly budget: Budget;
  readonly account: Account;
  /** Below this elements are no longer told apart. */
  readonly deepest: number;
  readonly counter: TableCounter;
}

/** Takes a page of HTML, a drawing of SVG or other text in tags, and tells its tables, its texts, and what of it programs do not show. */
export class Page implements Partial<Handler> {
  readonly #around: Surroundings;
  readonly #lines: SeenText;
  readonly #unseen: SeenText;
  readonly #grids: Grid[] = [];
  /** Where the text is XML and no page. */
  readonly #records: Records | undefined;
  #drawing: Drawing | undefined;
  /** A comment in a drawing, where a text of which it draws the letters as shapes may follow. */
  #note: string | undefined;
  #script: { readonly kind: 'program' | 'style'; readonly pieces: string[] } | undefined;
  #line = '';
  readonly #leaves = new Leaves((line) => this.#tell(this.#lines, line));
  /** What each open element is. */
  readonly #names: string[] = [];
  /** Nothing but text came since a block was opened. */
  #isLeaf = false;
  #printed = 0;
  depth = 0;

  constructor(around: Surroundings, isXml = false) {
    this.#around = around;
    const begin = (table: number) => around.seen.table({ table });
    this.#records = isXml ? new Records(begin, around.budget, around.counter) : undefined;
    this.#lines = around.seen.text();
    this.#unseen = around.seen.text({}, 'What programs do not show');
  }

  onopentag(element: string, attributes: Attributes): void {
    const name = roles.get(attributes['role']) ?? local(element);
    this.#names.push(name);
    this.depth += 1;
    if (this.depth === this.#around.deepest + 1) this.#around.seen.found('deep-page');
    this.#records?.open(name, attributes);
    if (name === 'svg' || this.#drawing !== undefined) {
      this.#drawing ??= new Drawing();
      this.#drawing.open(name, attributes);
      if (name === 'g' && attributes['transform'] !== undefined && this.#note !== undefined) {
        this.#drawing.drawn(this.#note);
        this.#note = undefined;
      } else this.#endNote();
    } else if (!inline.has(name)) {
      this.#endLine();
      this.#isLeaf = name === 'div';
    }
    if (name === 'script') this.#script = { kind: 'program', pieces: [] };
    else if (name === 'style') this.#script = { kind: 'style', pieces: [] };
    else if (printed.has(name)) this.#printed += 1;
    else this.#openInTable(name, attributes);
    for (const [key, value] of Object.entries(attributes)) this.#attribute(name, key, value);
  }

  ontext(text: string): void {
    this.#records?.text(text);
    if (this.#script !== undefined) this.#script.pieces.push(text);
    else if (this.#drawing !== undefined) {
      if (!this.#drawing.text(text)) this.#tellUnseen(text);
    } else if (this.#grids.at(-1)?.text(text) !== true) this.#append(text);
  }

  oncomment(text: string): void {
    this.#endNote();
    if (this.#drawing === undefined || /[\r\n]/.test(text)) this.#tellUnseen(text);
    else this.#note = text;
  }

  #endNote(): void {
    if (this.#note !== undefined) this.#tellUnseen(this.#note);
    this.#note = undefined;
  }

  /** What stands in `<!…>` and `<?…>`: a kind of document mostly, and sometimes whole lists of entities. */
  onprocessinginstruction(_: string, data: string): void {
    if (data.includes('[')) this.#tellUnseen(data);
  }

  onclosetag(element: string): void {
    this.#endNote();
    const name = this.#names.pop() ?? local(element);
    this.depth -= 1;
    this.#records?.close();
    if (this.#script !== undefined) this.#endScript();
    else if (this.#drawing !== undefined) this.#closeInDrawing(this.#drawing, name);
    else if (printed.has(name)) {
      this.#endLine();
      this.#printed -= 1;
    } else this.#closeInTable(name);
  }

  onend(): void {
    this.#endNote();
    if (this.#script !== undefined) this.#endScript();
    if (this.#drawing !== undefined) this.#tellDrawing(this.#drawing);
    while (this.#grids.length > 0) this.#grids.pop()?.end();
    this.#endLine();
    this.#leaves.flush();
    this.stop();
  }

  /** Ends what is open, with nothing more to tell. */
  stop(): void {
    this.#endNote();
    for (const grid of this.#grids) grid.stop();
    this.#records?.end();
    this.#lines.end();
    this.#unseen.end();
  }

  #openInTable(name: string, { colspan, rowspan }: Attributes): void {
    const grid = this.#grids.at(-1);
    // A piece of a page may begin with a row.
    if (tables.has(name) || (name === 'tr' && grid === undefined)) this.#beginTable();
    else if (grid === undefined) return;
    else if (cells.has(name)) {
      if (name === 'dt') grid.endRow();
      grid.cell(colspan, rowspan);
    } else if (rowEnds.has(name)) grid.endRow();
    else if (!inline.has(name)) grid.text(' ');
    if (name === 'thead' || name === 'tbody') grid?.head(name === 'thead');
  }

  #closeInTable(name: string): void {
    const grid = this.#grids.at(-1);
    if (tables.has(name)) this.#grids.pop()?.end();
    else if (grid !== undefined && cells.has(name)) grid.endCell();
    else if (grid !== undefined && rowEnds.has(name)) {
      grid.endRow();
      if (name === 'thead') grid.head(false);
    } else if (grid?.isInCell === true) {
      if (!inline.has(name)) grid.text(' ');
    } else if (!inline.has(name)) {
      this.#endLine(this.#isLeaf && name === 'div');
      this.#isLeaf = false;
      this.#leaves.end(this.depth + 1);
    }
  }

  #beginTable(): void {
    const { seen, budget, counter } = this.#around;
    this.#endLine();
    counter.tables += 1;
    const table = counter.tables;
    this.#grids.push(new Grid(() => seen.table({ table }), budget));
  }

  #closeInDrawing(drawing: Drawing, name: string): void {
    drawing.close(name);
    if (drawing.depth === 0) {
      this.#tellDrawing(drawing);
      this.#drawing = undefined;
    } else if (drawing.isFull) this.#tellDrawing(drawing);
  }

  #tellDrawing(drawing: Drawing): void {
    for (const line of drawing.lines()) this.#tell(this.#lines, line);
  }

  #endScript(): void {
    const { kind, pieces } = this.#script ?? { kind: 'program', pieces: [] };
    this.#script = undefined;
    const script = pieces.join('');
    const values = kind === 'style' || script.length > longestScript ? [] : valuesInScript(script);
    for (const { value, length } of values) {
      this.#around.budget.spend(length);
      tellValue(value, this.#around.seen, 'Data in a script');
    }
    const told = values.reduce((sum, { length }) => sum + length, 0);
    this.#around.account.add(kind, script.length - told);
  }

  #attribute(element: string, name: string, value: string): void {
    const use = useOf(element, name, value);
    if (use === 'embeddedFile') this.#around.seen.found('page-file');
    if (use === 'text') this.#tellUnseen(`${name}: ${value}`);
    else if (use !== 'nothing') this.#around.account.add(use, value.length);
  }

  #append(text: string): void {
    if (this.#printed === 0) {
      this.#line += text;
      if (this.#line.length > longestLine) this.#endLine();
      return;
    }
    const lines = `${this.#line}${text}`.split(/\r\n|\n|\r/);
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#tell(this.#lines, line);
  }

  /** `isLeaf`: it is all that an element holds that ends. */
  #endLine(isLeaf = false): void {
    const line = this.#printed > 0 ? this.#line : this.#line.replace(/\s+/g, ' ').trim();
    this.#line = '';
    if (line === '') return;
    if (isLeaf) this.#leaves.take(line, this.depth);
    else {
      this.#leaves.flush();
      this.#tell(this.#lines, line);
    }
  }

  #tellUnseen(text: string): void {
    for (const line of text.split(/\r\n|\n|\r/)) if (line.trim() !== '') this.#tell(this.#unseen, line);
  }

  #tell(text: SeenText, line: string): void {
    this.#around.budget.spend(line.length);
    for (let at = 0; at === 0 || at < line.length; at += longestLine) text.line(line.slice(at, at + longestLine));
  }
}

/** In XML names may have a prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();
