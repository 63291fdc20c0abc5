import { plainText } from '../plain-text.ts';

/** A line as plain text that keeps its places, without what programs put before what they print. */
export const printedText = (raw: string): string => unquoted(unnamed(unprefixed(unbarred(unwrapped(spaced(raw))))));

/** A name with one number behind it, whose thousands stand apart: `participants : 12 480`. */
const oneValue = /^\D{1,60}[:=] *\d{1,3}(?: \d{3})+\s*$/;

/** Plain text that keeps the spaces at its left, since columns stand by them. Tabs stand for wide gaps. */
function spaced(raw: string): string {
  // A space that no line breaks at parts thousands, and no columns.
  const wide = raw
    .replaceAll('\t', '    ')
    .replaceAll(/(?<=\d)(?:[\u00a0\u2009\u202f]|\\[,;:!]|\{,\}|~)(?=\d{3}(?!\d))/g, "'");
  const whole = oneValue.test(wide) ? wide.replaceAll(/(?<=\d) (?=\d{3}(?!\d))/g, "'") : wide;
  return `${' '.repeat(whole.length - whole.trimStart().length)}${plainText(whole)}`;
}

/** `\\newcommand{\\nDeaths}{7}` names a number, as `nDeaths = 7` does. */
function unwrapped(line: string): string {
  return line.replace(
    /^\s*\\(?:(?:re)?newcommand\*?|def|gdef)\s*\{?\\([A-Za-z@]{1,40})\}?\{([^{}\\]{1,60})\}\s*$/,
    '$1 = $2',
  );
}

/** A bar of signs between a name and its number says the number once more: `North |##### 41`. */
function unbarred(line: string): string {
  return /\p{L}/u.test(line) ? line.replace(bar, (signs) => ' '.repeat(signs.length + 2)) : line;
}

const bar = /(?:\|[#*=+█▇■▪▬-]{1,200}|(?<= )[#█▇■▪▬]{2,200}) ?(?=\d[\d ]{0,10}\s*$)/;

/** Octave and its like name what they print below: `counts =`. */
function unnamed(line: string): string {
  return /^\s*[A-Za-z]\w{0,40} =\s*$/.test(line) ? line.replace('=', ' ') : line;
}

/** What R prints into a document begins with `## ` or `#> `. */
function unprefixed(line: string): string {
  return /^(?:##|#>)(?: |$)/.test(line) ? `  ${line.slice(2)}` : line;
}

/** The numbers of a matrix of words, as R prints one: `"52"   " 83"`. */
function unquoted(line: string): string {
  const isRow = /^\s*[\w.\p{L}]+(?: +"[^"]{0,40}"){3,}\s*$/u.test(line);
  return isRow ? line.replaceAll('"', ' ') : line;
}
