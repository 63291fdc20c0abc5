import type { Reader, SeenText } from '../reader.ts';
import { oddRuleOf, textOf } from '../texts/text-of-file.ts';

/** Longer lines are given in pieces. */
const longestLine = 100_000;

export const readText: Reader = async (file, seen) => {
  const text = seen.text();
  const lines = new Lines(text, () => seen.found('long-line'));
  for await (const piece of textOf(file, seen)) {
    const rule = piece.isOdd ? oddRuleOf(piece.text) : undefined;
    if (rule !== undefined) seen.found(rule);
    lines.take(piece.text);
    seen.looked(piece.bytes);
  }
  lines.end();
};

class Lines {
  readonly #text: SeenText;
  readonly #tooLong: () => void;
  #open = '';
  #isLong = false;

  constructor(text: SeenText, tooLong: () => void) {
    this.#text = text;
    this.#tooLong = tooLong;
  }

  take(piece: string): void {
    const lines = (this.#open + piece).split(/\r\n|\n|\r(?!$)/);
    this.#open = lines.pop() ?? '';
    for (const line of lines) this.#whole(line);
    while (this.#open.length > longestLine) {
      this.#cut(this.#open.slice(0, longestLine));
      this.#open = this.#open.slice(longestLine);
    }
  }

  end(): void {
    if (this.#open !== '') this.#whole(this.#open.replace(/\r$/, ''));
    this.#text.end();
  }

  #whole(line: string): void {
    let rest = line;
    for (; rest.length > longestLine; rest = rest.slice(longestLine)) this.#cut(rest.slice(0, longestLine));
    this.#text.line(rest);
    this.#isLong = false;
  }

  #cut(piece: string): void {
    if (!this.#isLong) this.#tooLong();
    this.#isLong = true;
    this.#text.line(piece);
  }
}
