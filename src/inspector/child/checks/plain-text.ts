const other: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u066a': '%',
  '\u066b': '.',
  '\u066c': ',',
  '\u2264': '<=',
};
const hasOther = /[^\t\r\n -~]/;
const notAscii = /[^\t\r\n -~]/gu;
const unseen = /\p{Cf}|\p{Variation_Selector}/u;
const digit = /\p{Nd}/u;

/** The text as rules read it: digits of any script as 0 to 9, every kind of space as one, no signs that cannot be seen, nothing around it. */
export function plainText(text: string): string {
  return (hasOther.test(text) ? text.replace(notAscii, plainSign) : text).trim();
}

function plainSign(sign: string): string {
  const known = other[sign];
  if (known !== undefined) return known;
  const code = sign.codePointAt(0) ?? 0;
  // The full-width forms are the signs of ASCII once more.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (unseen.test(sign)) return '';
  if (/\s/u.test(sign)) return ' ';
  return digit.test(sign) ? `${digitOf(code)}` : sign;
}

/** Unicode keeps the digits of a script together, from zero to nine, and scripts that touch each other as whole tens. */
function digitOf(code: number): number {
  let first = code;
  while (digit.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
