import type { Attributes, XmlHandler } from '../texts/xml.ts';

/** Attributes of a sheet that people see when they point at a cell or type into it. */
const spoken: readonly string[] = ['prompt', 'promptTitle', 'error', 'errorTitle', 'display', 'tooltip', 'location'];

/** Elements of a sheet that has something in it, or on it. */
const content: ReadonlySet<string> = new Set([
  'v',
  'is',
  'f',
  'drawing',
  'legacyDrawing',
  'picture',
  'oleObjects',
  'controls',
]);

const isOfPage = /(?:Header|Footer)$/;
/** How the head of a page says where its text stands and how it looks: `&LReport` stands left. */
const codes = /&(?:[A-Z]|"[^"]{0,60}"|\d{1,3})/g;

/** Gives all that a sheet holds to the one that takes its rows, and tells its other texts: lists to choose from, heads of pages, notes. */
export class SheetTexts implements XmlHandler {
  readonly #rows: Required<XmlHandler>;
  readonly #line: (text: string) => void;
  #element = '';
  /** It was read, no cell has a value, and nothing lies on it. */
  isEmpty: boolean | undefined;

  constructor(rows: Required<XmlHandler>, line: (text: string) => void) {
    this.#rows = rows;
    this.#line = line;
  }

  open(name: string, attributes: Attributes): void {
    this.#element = name;
    this.#rows.open(name, attributes);
    if (content.has(name)) this.isEmpty = false;
    else this.isEmpty ??= true;
    for (const key of spoken) {
      const text = attributes[key];
      if (text !== undefined && text.trim() !== '') this.#line(text);
    }
  }

  text(text: string): void {
    this.#rows.text(text);
    if (this.#element === 'v' || this.#element === 't' || text.trim() === '') return;
    // A formula names cells mostly, and says something only in quotes.
    if (this.#element !== 'f' || text.includes('"'))
      this.#line(isOfPage.test(this.#element) ? text.replace(codes, ' ').trim() : text);
  }

  close(name: string): void {
    this.#element = '';
    this.#rows.close(name);
  }
}
