import { isNumber } from './table-shape.ts';
import { tellsHeads } from './told-heads.ts';

/** The signs that part cells, those first that stand in no number. */
const candidates = ['\t', ';', '|', ','] as const;
type Delimiter = (typeof candidates)[number];

/** So many lines are tried. */
const mostLines = 100;
/** What share of the lines must have as many cells: a table may have a title, a note and broken rows, and sentences have commas too. */
const leastShare: Readonly<Record<Delimiter, number>> = { '\t': 0.5, ';': 0.5, '|': 0.9, ',': 0.6 };
/** What R writes of an object for itself, and names with their values, which cells have none of. */
const noCells = /^\s*(?:structure|list|c)\(|^[^,;|\t]{0,60}(?:[\w.] ?= ?|\(\w+=)[^,;|\t]+[,;|\t] ?[\w.]+ ?= ?[^,;|\t]/;
/** Names with their values behind colons, as sentences and logs tell one record in a line. */
const recordInLine = /^\s*(?:[-*•] )?[\p{L}_][^:,;|\t]{0,60}: [^:,;|\t]{0,60}[,;|] ?[\p{L}\d_][^:,;|\t]{0,60}: /u;
/** What R tells of a variable, and commands of LaTeX. */
const toldOrDrawn = /^\s*(?:\$ .{1,80}? <\w{1,12}> |\\[a-z]{2,30}\b)/;
/** What somebody said, and who. */
const quotation = /^\s*"[^"]{8,}" +[^\s,;|]/;
/** Statements of a database, and the rows that they go on with. */
const statement = /^\s*(?:(?:insert|replace)\b.{1,300}\bvalues\b|\(.*\)[,;]\s*$)/i;
const callThatGoesOn = /^\s*[\p{L}.][\p{L}\p{N}._]*\s*(=|<-)\s*[\p{L}.][\w.]*\([^)]*$/u;
/** One column alone is a table when its cells look like codes or numbers; fewer lines may be anything. */
const leastOfOneColumn = 10;
const leastOfNumbers = 3;

/** By trial over the first lines; undefined when it is no table. Where it has one column only, any sign does that no cell holds. */
export function delimiterOf(beginning: string): Delimiter | undefined {
  if (tellsHeads(beginning)) return ',';
  const all = firstLines(beginning);
  const lines = all.filter((line) => line !== '');
  // The values of a vector that R printed over several lines are no cells.
  if (callThatGoesOn.test(lines[0] ?? '') || noCells.test(lines[0] ?? '')) return undefined;
  if (2 * lines.filter((line) => statement.test(line)).length > lines.length) return undefined;
  if (2 * lines.filter(isNoRow).length > lines.length) return undefined;
  let best: { delimiter: Delimiter; share: number } | undefined;
  for (const delimiter of candidates) {
    // Markdown and its like, and the stems of R.
    if (delimiter === '|' && lines.filter((line) => frame.test(line)).length > 1) continue;
    if (delimiter === '|' && 10 * lines.filter(isMarkdown).length >= 6 * lines.length) continue;
    // Bars stand in no number, as commas do.
    if (delimiter === ',' && (areBarred(lines) || haveDecimals(lines))) continue;
    const cells = (line: string) =>
      (delimiter === ',' || delimiter === ';') && isSentence(line) ? 1 : cellsIn(line, delimiter);
    const share = shareOfTables(all.map((line) => (line === '' ? 0 : cells(line))));
    // With spaces around them bars stand in no sentence.
    const areApart = delimiter === '|' && 2 * lines.filter((line) => / \|.+\| /.test(line)).length > lines.length;
    const least = areApart ? 0.6 : leastShare[delimiter];
    if (share >= least && share > (best?.share ?? 0)) best = { delimiter, share };
  }
  if (best !== undefined) return best.delimiter;
  const isColumn = lines.length >= leastOfOneColumn && lines.every((line) => /^\S{1,64}$/.test(line.trim()));
  return isColumn || isHeadWithNumbers(lines) ? '\t' : undefined;
}

const isNoRow = (line: string) => recordInLine.test(line) || quotation.test(line) || toldOrDrawn.test(line);

/** Whether all commas are those of numbers that stand behind gaps, as programs print columns of them. */
function haveDecimals(lines: readonly string[]): boolean {
  const found = lines.filter((line) => line.includes(','));
  return found.every((line) => /\s{2,}-?\d+,\d/.test(line) && !/(?<!\d),|,(?!\d)/.test(line));
}

/** Whether most lines have as many bars, two or more. */
function areBarred(lines: readonly string[]): boolean {
  const bars = lines.map((line) => line.split('|').length - 1).filter((count) => count > 1);
  const [, often] = bars.length === 0 ? [0, 0] : mostUsual(bars);
  return often >= 3 && often >= 0.6 * lines.length;
}

/** What programs draw between the rows of a table that they print. */
const frame = /^\s*-[-+|]*[+|]-[-+|]*\s*$/;

/** A row of Markdown and its like, and a stem of R. */
const isMarkdown = (line: string) => /^\||^ +-?\d+ \||^>|decimal point is/.test(line);

/** Words that end as a sentence does, with commas as sentences have them, part no cells. */
const isSentence = (line: string) =>
  /[\p{L}\d)][.!?]\s*$/u.test(line) && line.split(' ').length > 6 && !/[,;](?! |\d)/.test(line);

/** One column of numbers below a head. */
function isHeadWithNumbers([head = '', ...below]: readonly string[]): boolean {
  return below.length >= leastOfNumbers && !/\d/.test(head) && below.every(isNumber);
}

/** Lines with something in them, and an empty one for a gap between them. The last one may be cut, so it is left out where there are others; a quoted line break ends none. */
function firstLines(beginning: string): string[] {
  const lines: string[] = [];
  let begin = 0;
  for (const at of unquoted(beginning, lineBreaks)) {
    const line = beginning.slice(begin, at);
    if (line.trim() !== '') lines.push(line);
    else if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
    begin = at + 1;
    if (lines.length === mostLines) return lines;
  }
  const rest = beginning.slice(begin);
  // A quote that nothing closes swallows the lines behind it, which a table may stand in.
  const isOpen = lines.length < 2 && rest.split('"').length % 2 === 0;
  if (isOpen) return [...lines, ...rest.split(/[\r\n]+/).filter((line) => line.trim() !== '')].slice(0, mostLines);
  if (lines.length < 2 && rest.trim() !== '') lines.push(rest);
  return lines;
}

const lineBreaks: ReadonlySet<string> = new Set(['\n', '\r']);
/** A quote opens a cell only at its beginning; inside of others it is a sign like others. */
const beforeCell: ReadonlySet<string> = new Set([...candidates, ...lineBreaks]);

/** Where a text has one of these signs outside of quoted cells. */
function* unquoted(text: string, signs: ReadonlySet<string>): Generator<number> {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    // Inside a quoted cell two quotes stand for one.
    if (sign === '"' && isQuoted && text[at + 1] === '"') at += 1;
    else if (sign === '"') isQuoted = !isQuoted && (at === 0 || beforeCell.has(text[at - 1] ?? ''));
    else if (!isQuoted && signs.has(sign)) yield at;
  }
}

/** Lines of programs end in a semicolon, which parts nothing. */
function cellsIn(whole: string, delimiter: Delimiter): number {
  const line = whole.replace(/;\s*$/, '');
  return (
    1 + [...unquoted(line, new Set([delimiter]))].filter((at) => !isDecimal(line, at) && !isInInterval(line, at)).length
  );
}

/** Logs write `12:00:00,123`, and some countries `83,7%`. */
function isDecimal(line: string, at: number): boolean {
  if (line[at] !== ',') return false;
  const [before, behind] = [line.slice(Math.max(0, at - 3), at), line.slice(at + 1, at + 5)];
  return (/:\d\d$/.test(before) && /^\d{3}\b/.test(behind)) || (/\d$/.test(before) && /^\d{1,3} ?%/.test(behind));
}

/** Bins are written as `[20, 30)`, and rows of R as `[1,]`. */
function isInInterval(line: string, at: number): boolean {
  return (
    line[at] === ',' &&
    /[[(]\s*-?[\d.]*\s*$/.test(line.slice(Math.max(0, at - 20), at)) &&
    /^\s*(-?[\d.]*|inf)\s*[)\]]/i.test(line.slice(at + 1, at + 21))
  );
}

/** A table beside others has so many lines, and so many of them have as many cells: sentences agree by chance. */
const leastOfSeveral = { lines: 3, share: 0.8 };

/**
 * The share of lines with the most usual number of cells; nothing where that is one. Gaps, and lines with one cell, part tables that have each
 * their own number. A gap counts as no cell.
 */
function shareOfTables(counts: readonly number[]): number {
  const lines = counts.filter((count) => count > 0);
  if (lines.length < 2) return 0;
  const [usual] = mostUsual(lines);
  const fitting = runsOf(counts).map((run) => {
    const [own, often] = mostUsual(run);
    const isTable = own > 1 && run.length >= leastOfSeveral.lines && often >= leastOfSeveral.share * run.length;
    return isTable ? often : run.filter((count) => count === usual).length;
  });
  return usual === 1 ? 0 : fitting.reduce((sum, count) => sum + count, 0) / lines.length;
}

function runsOf(counts: readonly number[]): number[][] {
  const runs: number[][] = [[]];
  for (const count of counts) {
    if (count > 1) runs.at(-1)?.push(count);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

function mostUsual(counts: readonly number[]): readonly [count: number, often: number] {
  const times = Map.groupBy(counts, (count) => count);
  return [...times]
    .map(([count, alike]) => [count, alike.length] as const)
    .reduce((one, other) => (other[1] > one[1] ? other : one));
}
