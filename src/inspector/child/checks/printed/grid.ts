import { labelOf } from '../label.ts';
import { byOrder, byPhrase, type Cut } from './cut-rows.ts';
import { isHead, titleOfList } from './head-lines.ts';
import type { PrintedLine, Token } from './tokens.ts';

/** A table that was printed with spaces: what stands above each column, and its rows with the lines they come from. */
export interface PrintedGrid {
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

export interface Column {
  readonly from: number;
  readonly to: number;
}

/** The grid of rows that follow each other, below the lines of words above them. */
export function gridOf(above: readonly PrintedLine[], lines: readonly PrintedLine[]): PrintedGrid | undefined {
  const heads = [...above];
  let rows = [...lines];
  const [only, ...beside] = heads.at(-1)?.tokens ?? [];
  const isCount = only !== undefined && beside.length === 0 && labelOf(only.text).counts;
  if (!isCount && isHead(above, rows)) heads.push(...rows.splice(0, 1));
  // The name of what the rows are stands alone below the heads.
  while (rows[0]?.kind === 'words' && rows.length > 1) heads.push(...rows.splice(0, 1));
  rows = rows.filter(({ tokens }) => tokens.length > 0);
  const filled = rows.filter(({ kind }) => kind === 'row' || kind === 'mixed');
  if (filled.length === 0 || (heads.length === 0 && filled.length < 2)) return undefined;
  // Numbers that stand in lines of their own, as those of an axis, are none of a table.
  if (!(heads.length === 1 && isCount) && 2 * filled.filter(({ tokens }) => tokens.length === 1).length > filled.length)
    return undefined;
  if (filled.length === 1 && isAxis(filled[0])) return undefined;
  const columns = columnsOf(filled);
  const cut = filled.every((row) => fits(row, columns))
    ? byPlace(columns)
    : (byPhrase(filled, heads) ?? byOrder(filled));
  // What counts stands above a matrix of which nothing else names the columns.
  const areOfOne =
    isCount && filled.every(({ tokens }) => tokens.length === columns.length && tokens.every(({ isValue }) => isValue));
  return {
    header: areOfOne ? columns.map(() => only.text) : (titleOfList(heads, filled) ?? named(cut.header(heads), heads)),
    headerLine: (heads.at(-1) ?? filled[0])?.number ?? 1,
    rows: rows.map((row) => ({ cells: cut.cells(row), line: row.number })),
  };
}

/** Heads, of which the first is the title where nothing else is said and it tells that people are at risk. */
function named(heads: readonly string[], lines: readonly PrintedLine[]): readonly string[] {
  const title = lines.at(-1)?.text.trim() ?? '';
  return /\bat risk\b/i.test(title) && heads.every((head) => head === '') ? [title, ...heads.slice(1)] : heads;
}

/** Numbers alone in equal steps, as below a drawing: three from zero on, or more. */
function isAxis(row: PrintedLine | undefined): boolean {
  const values = row?.tokens.map(({ text }) => Number(text.replace('−', '-'))) ?? [];
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  const areEven = values.slice(1).every((value, at) => Math.abs(value - (values[at] ?? 0) - step) < 1e-9);
  return step !== 0 && areEven && (values.length > 3 || (values.length === 3 && values.includes(0)));
}

/** Where something stands in some row, with gaps between: the words of a label go together, and a number with what follows in brackets. */
export function columnsOf(rows: readonly PrintedLine[]): Column[] {
  const isTaken: boolean[] = [];
  for (const { tokens } of rows) {
    for (const [at, token] of tokens.entries()) {
      const before = tokens[at - 1];
      const from = before !== undefined && belongs(before, token) ? before.to : token.from;
      for (let place = from; place < token.to; place += 1) isTaken[place] = true;
    }
  }
  const columns: Column[] = [];
  for (let from = 0; from < isTaken.length; from += 1) {
    if (isTaken[from] !== true) continue;
    let to = from;
    while (isTaken[to] === true) to += 1;
    columns.push({ from, to });
    from = to;
  }
  return columns;
}

function belongs(before: Token, token: Token): boolean {
  const gap = token.from - before.to;
  if (/^[([]/.test(token.text)) return before.isValue && gap <= 3;
  return gap === 1 && !before.isValue && !token.isValue;
}

function within(token: Pick<Token, 'from' | 'to'>, { from, to }: Column): boolean {
  return token.from < to && from < token.to;
}

/** Whether no column holds two numbers of a row, or words and a number: then the places of its cells tell nothing. */
function fits({ tokens }: PrintedLine, columns: readonly Column[]): boolean {
  return columns.every((column) => {
    const inside = tokens.filter((token) => within(token, column) && !/^[([](?!.*\u2060)/.test(token.text));
    const values = inside.filter(({ isValue }) => isValue).length;
    return values === 0 || (values === 1 && inside.length === 1);
  });
}

function byPlace(columns: readonly Column[]): Cut {
  const cellIn = (tokens: readonly Token[], column: Column) =>
    tokens
      .filter((token) => within(token, column))
      .map(({ text }) => text)
      .join(' ');
  return {
    cells: ({ tokens }) => columns.map((column) => cellIn(tokens, column)),
    header: (heads) => {
      const last = heads.at(-1);
      const ordered = last === undefined ? undefined : inOrder(last, columns);
      const lines = heads.filter(
        (head) =>
          (head !== last && isSpread(head, columns)) ||
          (head === last && ordered === undefined && mayName(head, columns)),
      );
      const above = lines.map(({ tokens }) => placed(tokens, columns));
      const all = ordered === undefined ? above : [...above, ordered];
      const residuals = heads.find(({ text }) => /^\s*(?:[\w-]+ ){0,3}residuals:?\s*$/i.test(text))?.text.trim() ?? '';
      return columns.map((_, at) =>
        [residuals, ...all.map((line) => line[at] ?? '')].filter((text) => text !== '').join(' '),
      );
    },
  };
}

/** Whether a line names columns, and is no title: it has gaps, begins behind the first column, or is set back and ends where the last one does. */
function isSpread({ text, tokens }: PrintedLine, columns: readonly Column[]): boolean {
  const from = tokens[0]?.from ?? 0;
  const isAtEnd = from > 1 && tokens.at(-1)?.to === columns.at(-1)?.to;
  return isAtEnd || / {2,}/.test(text.trim()) || from + 2 >= (columns[1]?.from ?? 0);
}

/** Whether the line above the rows has words above most columns. */
function mayName(head: PrintedLine, columns: readonly Column[]): boolean {
  const named = columns.filter((column) => head.tokens.some((token) => within(token, column)));
  return isSpread(head, columns) || 2 * named.length > columns.length;
}

/** What of a line stands above each column: words that go together, where they stand above one. */
function placed(tokens: readonly Token[], columns: readonly Column[]): string[] {
  const above = new Map<Column, string[]>();
  const place = (token: Pick<Token, 'text' | 'from' | 'to'>) => {
    const column = nearest(token, columns);
    if (column !== undefined) above.set(column, [...(above.get(column) ?? []), token.text]);
  };
  for (const phrase of phrasesOf(tokens)) {
    const from = phrase[0]?.from ?? 0;
    const to = phrase.at(-1)?.to ?? 0;
    const over = columns.filter((column) => from < column.to && column.from < to);
    // Heads that end where the numbers below them do: `La Rioja` has two words.
    const areEnding = over.length > 1 && over.every((column) => phrase.some((token) => token.to === column.to));
    if (areEnding)
      for (const token of phrase)
        place({ ...(over.find((column) => column.to >= token.to) ?? token), text: token.text });
    else if (over.length > 1) for (const token of phrase) place(token);
    else place({ text: phrase.map(({ text }) => text).join(' '), from, to });
  }
  return columns.map((column) => above.get(column)?.join(' ') ?? '');
}

/** Words with one space between them. */
function phrasesOf(tokens: readonly Token[]): Token[][] {
  const phrases: Token[][] = [];
  for (const token of tokens) {
    const last = phrases.at(-1);
    if (last !== undefined && token.from - (last.at(-1)?.to ?? 0) === 1) last.push(token);
    else phrases.push([token]);
  }
  return phrases;
}

/** As many heads as columns are theirs, unless most of them stand elsewhere; where each stands above its own nothing else can be meant. */
const fullFit = (share: number): number => (share === 1 ? 3 : share > 0.5 ? 1 + share : share);

/**
 * The heads of a line that has as many as there are columns, or one fewer: nothing names the first, or the last. Phrases and single words are
 * tried; what stands above its columns most often is taken.
 */
function inOrder({ tokens }: PrintedLine, columns: readonly Column[]): string[] | undefined {
  const count = columns.length;
  const phrases = phrasesOf(tokens).map((words) => ({
    text: words.map(({ text }) => text).join(' '),
    from: words[0]?.from ?? 0,
    to: words.at(-1)?.to ?? 0,
  }));
  const ways = [phrases, tokens].flatMap((heads) => {
    const shifts =
      heads.length === count
        ? [0]
        : heads.length === count - 1 && count > 2
          ? [1, 0]
          : heads.length === count - 2 && count > 4
            ? [2]
            : [];
    return shifts.map((shift) => {
      const over = heads.filter((head, at) => within(head, columns[at + shift] ?? head)).length;
      const blank = Array.from({ length: count - heads.length }, () => '');
      const texts = heads.map(({ text }) => text);
      const share = over / heads.length;
      return {
        fit: heads.length === count ? fullFit(share) : share === 1 ? 2 : share,
        texts: shift === 0 ? [...texts, ...blank] : [...blank, ...texts],
      };
    });
  });
  const [first, ...others] = ways;
  return first && others.reduce((best, way) => (way.fit > best.fit ? way : best), first).texts;
}

/** The column above which a head stands, or next to which where it stands above none. */
function nearest(token: Pick<Token, 'from' | 'to'>, columns: readonly Column[]): Column | undefined {
  const over = columns.filter((column) => within(token, column));
  if (over.length > 0) return over.at(-1);
  const distance = ({ from, to }: Column) =>
    Math.min(Math.abs(token.to - to), Math.abs(token.from - from), Math.abs(token.from - to));
  return columns.toSorted((one, other) => distance(one) - distance(other)).find((column) => distance(column) <= 8);
}
