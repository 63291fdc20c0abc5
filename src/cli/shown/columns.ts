import { safeText } from './safe-text.ts';
import { readableTime } from './when.ts';

const gap = '  ';
/** A column that has to give way keeps so much. */
const leastColumns = 8;

/**
 * Rows under their heads in columns, one line each; every cell is made safe for a terminal, and one that is a time is told as people do. With `most` (the columns of the terminal) the
 * widest columns give way until all fits; without it nothing is cut.
 */
export function columns(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  most: number | undefined,
): string[] {
  const lines = [heads, ...rows.map((row) => row.map((cell) => safeText(readableTime(cell))))];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))));
  narrow(widths, most);
  return lines.map((line) =>
    line
      .map((cell, at) => padded(fitted(cell, widths[at] ?? 0), widths[at] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

/** The same; a sentence where there is no row. */
export function table(
  heads: readonly string[],
  rows: readonly string[][],
  nothing: string,
  most: number | undefined,
): string[] {
  return rows.length === 0 ? [nothing] : columns(heads, rows, most);
}

function narrow(widths: number[], most: number | undefined): void {
  if (most === undefined) return;
  const room = most - gap.length * (widths.length - 1);
  const total = () => widths.reduce((sum, width) => sum + width, 0);
  while (total() > room) {
    const widest = Math.max(...widths);
    if (widest <= leastColumns) return;
    widths[widths.indexOf(widest)] = Math.max(leastColumns, widest - Math.max(1, Math.floor((total() - room) / 2)));
  }
}

const plain = /^[\x20-\x7e]*$/;
const wide =
  /^(?![\uff61-\uffdc])(?:[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\u30fb-\u30fe\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|.\ufe0f)/u;
const marks = /^\p{M}+$/u;
let segmenter: Intl.Segmenter | undefined;

/** The characters as people see them, each with its columns on a terminal. */
function characters(text: string): { readonly character: string; readonly columns: number }[] {
  segmenter ??= new Intl.Segmenter('en');
  return Array.from(segmenter.segment(text), ({ segment: character }) => {
    return { character, columns: marks.test(character) ? 0 : wide.test(character) ? 2 : 1 };
  });
}

/** How many columns of a terminal a safe text takes: most characters one, those of East Asia and emoji two, accents none. */
export function widthOf(text: string): number {
  if (plain.test(text)) return text.length;
  return characters(text).reduce((sum, { columns }) => sum + columns, 0);
}

/** The text in at most so many columns; what does not fit is left out at the end, which an ellipsis says. */
export function fitted(text: string, most: number): string {
  if (widthOf(text) <= most) return text;
  let [kept, left] = ['', most - 1];
  for (const { character, columns } of characters(text)) {
    if (columns > left) break;
    kept += character;
    left -= columns;
  }
  return `${kept}…`;
}

function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}
