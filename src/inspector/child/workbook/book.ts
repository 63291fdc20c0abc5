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
  /** Each with its value, and with what somebody noted about it. */
  readonly definedNames: string[] = [];
  #isName = false;
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
    this.#isName = name === 'definedName' && !(attributes['name'] ?? '').startsWith('_xlnm.');
    if (!this.#isName) return;
    if (this.definedNames.length === mostListed) throw new DamagedError('The workbook has too many names');
    this.definedNames.push(`${attributes['name'] ?? ''} ${attributes['comment'] ?? ''}: `);
  }

  text(text: string): void {
    const last = this.definedNames.length - 1;
    if (this.#isName && last >= 0) this.definedNames[last] += text;
  }

  close(): void {
    this.#isName = false;
  }
}

/** Takes from a list of relations which part each id stands for. */
export class Relations implements XmlHandler {
  readonly targets = new Map<string, string>();
  /** Addresses of what lies outside of the workbook. */
  readonly outward: string[] = [];

  open(name: string, { Id, Target, TargetMode }: Attributes): void {
    if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
    if (TargetMode === 'External' && this.outward.length < mostListed) this.outward.push(Target);
    if (this.targets.size === mostListed) throw new DamagedError('The workbook lists too many relations');
    this.targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
  }
}

export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
