import { DamagedError } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';

/** More sheets or relations than this are made to do harm. */
const mostListed = 10_000;

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The part that holds it, by the id of a relation. */
  readonly relation: string;
}

/** Takes the list of sheets from `xl/workbook.xml`. */
export class Book implements XmlHandler {
  readonly sheets: Sheet[] = [];
  definedNames = 0;
  /** Whether days are counted from 1904 on. */
  from1904 = false;

  open(name: string, attributes: Attributes): void {
    if (name === 'sheet') {
      const { name: title = '', state = 'visible', id = '' } = attributes;
      if (this.sheets.length === mostListed) throw new DamagedError('The workbook lists too many sheets');
      this.sheets.push({ name: title, isHidden: state !== 'visible', relation: id });
    }
    if (name === 'workbookPr') this.from1904 = isOn(attributes['date1904']);
    // Programs write names of their own for what is printed and filtered.
    if (name === 'definedName' && !(attributes['name'] ?? '').startsWith('_xlnm.')) this.definedNames += 1;
  }
}

/** Takes from a list of relations which part each id stands for. */
export class Relations implements XmlHandler {
  readonly targets = new Map<string, string>();

  open(name: string, { Id, Target }: Attributes): void {
    if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
    if (this.targets.size === mostListed) throw new DamagedError('The workbook lists too many relations');
    this.targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
  }
}

/** Takes all text of a part, piece by piece, such as of comments and of what a document says of itself. */
export class Texts implements XmlHandler {
  readonly #line: (text: string, element: string) => void;
  #element = '';

  constructor(line: (text: string, element: string) => void) {
    this.#line = line;
  }

  open(name: string): void {
    this.#element = name;
  }

  text(text: string): void {
    if (text.trim() !== '') this.#line(text, this.#element);
  }
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
