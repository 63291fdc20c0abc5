import type { Budget } from '../budget.ts';
import type { SeenText } from '../reader.ts';
import type { Attributes, XmlHandler } from '../texts/xml.ts';

const about = /^(creator|initial-creator|printed-by|lastModifiedBy|Manager|Company|author|displayName)$/;

export const isComment = (element: string): boolean => /^(comment|threadedComment|cm)$/.test(element);

interface Taken {
  readonly lines: SeenText;
  readonly budget: Budget;
  /** Whether attributes are told too: of parts whose form nobody knows, all of them may be data. */
  readonly attributes: boolean;
  readonly found: (rule: string) => void;
}

/** Takes all text of a part, piece by piece, whatever its form is. */
export class AllTexts implements XmlHandler {
  readonly #taken: Taken;
  #element = '';

  constructor(taken: Taken) {
    this.#taken = taken;
  }

  open(name: string, attributes: Attributes): void {
    this.#element = name;
    if (isComment(name)) this.#taken.found('workbook-comment');
    if (name === 'user-defined') this.#taken.found('workbook-custom');
    for (const [key, value] of Object.entries(attributes)) {
      if (!this.#isTold(key, value)) continue;
      this.#tell(`${key}: ${value}`);
      if (about.test(key)) this.#taken.found('document-author');
    }
  }

  text(text: string): void {
    if (text.trim() === '') return;
    this.#tell(text);
    if (about.test(this.#element)) this.#taken.found('document-author');
  }

  close(): void {
    this.#element = '';
  }

  /** Names of forms and links to other parts are no data; a link that leads out is. */
  #isTold(name: string, value: string): boolean {
    if (/^(xmlns|schemaLocation|Ignorable|Requires|Type|ContentType|PartName|Extension)/.test(name)) return false;
    if (name === 'Target') return /^[a-z]+:|^\\\\/i.test(value);
    if (name === 'displayName') return true;
    return this.#taken.attributes && value.trim() !== '';
  }

  #tell(text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      this.#taken.budget.spend(line.length);
      this.#taken.lines.line(line);
    }
  }
}
