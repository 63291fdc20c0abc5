import { Parser } from 'htmlparser2';
import { Account } from '../account.ts';
import { Budget, EnoughError } from '../budget.ts';
import { beginsAsData } from '../detect.ts';
import { Page, type Surroundings } from '../markup/page.ts';
import type { Reader } from '../reader.ts';
import { oddRuleOf, textOf } from '../texts/text-of-file.ts';

/** Elements lie no deeper in any page that people read, and the library takes the longer the deeper they lie. */
const deepest = 1000;

/** Elements that lie too deep are taken for empty ones, so that what is in them belongs to those above. */
class ShallowParser extends Parser {
  readonly #page: Page;
  #isClosing = false;
  /** The library asks twice about an element that opens; between the two it has become one of those around. */
  #answer: boolean | undefined;
  /** Elements that were taken for empty and have ends yet to come. */
  #emptied = 0;

  constructor(page: Page, xmlMode: boolean) {
    super(page, { xmlMode, recognizeSelfClosing: true });
    this.#page = page;
  }

  override onclosetag(start: number, end: number): void {
    this.#isClosing = true;
    super.onclosetag(start, end);
    this.#isClosing = false;
  }

  protected override isVoidElement(name: string): boolean {
    if (super.isVoidElement(name) || name === '') return name !== '';
    if (this.#isClosing) {
      if (this.#emptied === 0) return false;
      this.#emptied -= 1;
      return true;
    }
    const answer = this.#answer ?? this.#page.depth >= deepest;
    if (this.#answer === undefined) this.#answer = answer;
    else {
      this.#answer = undefined;
      if (answer) this.#emptied += 1;
    }
    return answer;
  }
}

/** Reads text in tags, whole pages and pieces of them: HTML, XML, and drawings in SVG. */
export const readMarkup: Reader = async (file, seen) => {
  const account = new Account();
  const around = { seen, account, budget: new Budget(), deepest, counter: { tables: 0 } };
  let page: Page | undefined;
  let parser: Parser | undefined;
  let bytes = 0;
  try {
    for await (const piece of textOf(file, seen)) {
      const rule = piece.isOdd ? oddRuleOf(piece.text) : undefined;
      if (rule !== undefined) seen.found(rule);
      const isBare = page === undefined && beginsAsData(piece.text);
      page ??= new Page(around, isBare || isData(piece.text));
      parser ??= new ShallowParser(page, isBare || isXml(piece.text));
      parser.write(piece.text);
      bytes += piece.bytes;
    }
    parser?.end();
  } catch (error) {
    if (!(error instanceof EnoughError)) throw error;
    page?.stop();
    seen.notChecked('partly');
  }
  account.add(undefined, Math.max(0, bytes - account.bytes));
  account.tell(seen);
};

/** Tells a page or a drawing that another file holds. */
export function tellMarkup(text: string, around: Omit<Surroundings, 'deepest'>): void {
  const page = new Page({ ...around, deepest });
  const parser = new ShallowParser(page, isXml(text));
  try {
    parser.write(text);
    parser.end();
  } catch (error) {
    page.stop();
    throw error;
  }
}

/** Neither a page nor a drawing. */
function isData(begin: string): boolean {
  return isXml(begin) && !/<(?:[a-z]+:)?svg[\s>]/i.test(begin.slice(0, 4096));
}

/** XHTML is shown as a page; other XML has no elements of its own that need no end. */
function isXml(begin: string): boolean {
  return /^\s*(<\?xml|<svg|<!doctype\s+svg)/i.test(begin) && !/<(!doctype\s+html|html)/i.test(begin.slice(0, 4096));
}
