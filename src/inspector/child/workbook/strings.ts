import type { XmlHandler } from '../texts/xml.ts';

const mostCharacters = 16 * 1024 * 1024;
const mostStrings = 1_000_000;

/** Takes the texts that cells name by a number, up to what memory allows. */
export class SharedStrings implements XmlHandler {
  readonly #strings: string[] = [];
  readonly #used: boolean[] = [];
  #characters = 0;
  #parts: string[] = [];
  #isText = false;
  #isReading = false;
  /** Whether there are more texts than were kept. */
  isCut = false;

  /** The text of a number; nothing where it was not kept. */
  at(index: number): string {
    const text = this.#strings[index];
    if (text !== undefined) this.#used[index] = true;
    return text ?? '';
  }

  /** Those that no cell has named so far. */
  *unused(): Generator<string, undefined> {
    for (const [at, text] of this.#strings.entries()) if (this.#used[at] !== true && text !== '') yield text;
  }

  open(name: string): void {
    if (name === 'si') this.#parts = [];
    // How a text is read aloud stands beside it.
    if (name === 'rPh') this.#isReading = true;
    this.#isText = name === 't' && !this.#isReading;
  }

  text(text: string): void {
    if (!this.#isText || this.isCut) return;
    this.#characters += text.length;
    if (this.#characters > mostCharacters || this.#strings.length >= mostStrings) this.isCut = true;
    else this.#parts.push(text);
  }

  close(name: string): void {
    this.#isText = false;
    if (name === 'rPh') this.#isReading = false;
    if (name !== 'si') return;
    if (this.#strings.length >= mostStrings) this.isCut = true;
    else this.#strings.push(this.#parts.join(''));
  }
}
