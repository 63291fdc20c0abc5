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

/** The text with spaces behind it, up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}
