/** One word of a line, with the places where it begins and ends. */
export interface Token {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly isValue: boolean;
}

/** What a line of a text is, for whoever looks for tables in it. `mixed`: words with numbers, of which a table has several alike. */
export type LineKind = 'blank' | 'ruler' | 'prose' | 'row' | 'words' | 'mixed';

export interface PrintedLine {
  readonly number: number;
  readonly text: string;
  readonly kind: LineKind;
  readonly tokens: readonly Token[];
}

/** Wider lines are no printed tables. */
const widest = 1000;
const mostTokens = 120;
/** A row says in so many words what it is about. */
const longestLabel = 9;

/** R heads columns `[,1]`. */
const number = /^(?!\[,)[([]?[-+−]?(?:\d{1,3}(?:[,']\d{3})+|\d+)?(?:[.,]\d+)?(?:[eE][-+]?\d{1,3})?%?[)\]]?[*†‡§a-c]?$/;
const share = /^\d+\/\d+$/;
const bound = /^[<>≤≥]=?\d+(?:[.,]\d+)?%?$/;
const day =
  /^"?(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}[A-Z][a-z]{2}\d{2,4}|\d{1,2}[A-Z]{3}\d{2,4})"?$/;
const missing = new Set(
  'NA NaN <NA> nan None NULL null Inf -Inf . - -- — – .. … ... ⋮ * ** *** suppressed redacted (suppressed) (redacted) (hidden) (masked)'.split(
    ' ',
  ),
);

function isValue(text: string): boolean {
  return (
    (/\d/.test(text) && (number.test(text) || share.test(text) || bound.test(text) || day.test(text))) ||
    missing.has(text) ||
    /^\[[A-Za-z]{1,12}\]$/.test(text)
  );
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    ...{ text: word, from: index, to: index + word.length },
    isValue: isValue(word),
  }));
}

/** Reads a line that keeps its places: a band at its beginning is one word, what stands in brackets goes together, bars are gaps, and pairs behind a wide gap are left to others. */
export function printedLine(raw: string, line: number): PrintedLine {
  if (raw.length > widest) return { number: line, text: raw, kind: 'prose', tokens: [] };
  const text = raw
    // How Stata says where rows of a merge come from.
    .replace(/ {2,}\(_merge==\d\)\s*$/, '')
    // Bars of a frequency, as gretl draws them.
    .replace(/(?<=\d%) \*+\s*$/, '')
    .replace('Sum of Sq', 'Sum\u2060of\u2060Sq')
    .replaceAll(/(?<=\.1st|\.3rd) (?=Qu\.)/g, '\u2060')
    .replace(/^([^\w.-]*[([]-?[\d.]+,) (?=-?[\d.]+[\])])/, '$1\u2060')
    .replace(/([([])( +)(?=[-\d.<])/g, (_, bracket: string, gap: string) => gap + bracket)
    .replace(/^\|(?: +[#.])+(?= {2,}[A-Z])/, (bars) => ' '.repeat(bars.length))
    .replace(/[|│┃║┆╎]/g, ' ')
    .replace(/ {2,}[A-Za-z][^=\d]{0,40}= *\S+ *$/, (pair) => ' '.repeat(pair.length));
  const tokens = tokensOf(text);
  return { number: line, text, kind: tokens.length > mostTokens ? 'prose' : kindOf(raw, text, tokens), tokens };
}

function kindOf(raw: string, text: string, tokens: readonly Token[]): LineKind {
  // How pandas tells the type of a column.
  if (/(?:^|, )dtype: \w+$/.test(raw)) return 'prose';
  if (/^[\s\-=+|_~\u2500-\u257f*.:]{3,}$/.test(raw) && /[-=_─━═~]{2}/.test(raw)) return 'ruler';
  // The title of a page in the middle, and its number at the right.
  if (/^ {8,}(?=.*\p{L})\S+(?: \S+)* {12,}\d{1,4}\s*$/u.test(raw)) return 'prose';
  // The numbers of an axis whose steps multiply.
  if (/\d ?[×·] ?10(?!\d)/.test(raw)) return 'prose';
  if (caption.test(raw)) return 'prose';
  // A title between signs, as `--- results ---`.
  if (/^\s*([-=*#~+])\1+ (?=[^\p{L}\d]*[\p{L}\d]).* \1{2,}\s*$/u.test(raw)) return 'prose';
  // How logs say who speaks, as `[step 3] done`.
  if (/^\s*\[(?=[^\]]*[A-Za-z:])[^\]]{2,40}\] +[A-Za-z]/.test(raw)) return 'prose';
  // How R tells the types of columns.
  if (/^\s*(?:<\w+>\s*)+$/.test(raw)) return 'ruler';
  const last = tokens.at(-1);
  if (last === undefined) return 'blank';
  if (isCommand(raw) || isPairs(text)) return 'prose';
  // Words and a sign for what is missing are heads: R calls a column so.
  const isHead = !/\d/.test(text) && tokens.some((token) => !token.isValue) && !missing.has(tokens[0]?.text ?? '');
  const isNamed = isHead && tokens.filter((token) => token.isValue).every(({ text: sign }) => /[A-Za-z]/.test(sign));
  const values = isNamed ? 0 : tokens.filter((token) => token.isValue).length;
  const words = tokens.length - values;
  if (values === 0) return isSentence(text, words) ? 'prose' : 'words';
  if (last.isValue && words <= longestLabel && !isSentence(text, words)) return 'row';
  return isSentence(text, words) || words > 12 ? 'prose' : 'mixed';
}

/** Which of the tables or figures of a report what stands below is. */
const caption =
  /^\s*(?:table|figure|fig\.|panel|tabelle|tab\.|abbildung|abb\.|tableau|tabla|cuadro|figura|tabella|tavola|tabel|figuur|tabell|figur|taulukko|kuvio|tabela|rysunek|tabulka) \d{1,3}(?:\.\d{1,2})?[.:]?\s*$/i;

/** What people typed at a prompt. */
function isCommand(raw: string): boolean {
  return (
    /^\s*(?:>{1,3} |\. [a-z]|In \[|Out\[|\$ |[a-z_]+\(|import |from [\w.]+ import |library\(|proc |PROC |run;|data |#(?![#>]))/.test(
      raw,
    ) ||
    /;\s*$/.test(raw) ||
    /<-|%>%/.test(raw)
  );
}

/** `Df Residuals:  9   BIC:  8`, `n= 1200, number of events= 7`: names with their values. */
function isPairs(text: string): boolean {
  return /=\s*[-\d.]/.test(text) || (text.match(/[^\d\s]: +[-\d.]/g)?.length ?? 0) > 1;
}

function isSentence(text: string, words: number): boolean {
  const line = text.trim();
  const gaps = line.match(/ {2,}/g)?.length ?? 0;
  return gaps < 2 && ((words > 4 && /[\p{L})][.;:!?,]$/u.test(line)) || (words > 9 && !/ {3,}/.test(line)));
}
