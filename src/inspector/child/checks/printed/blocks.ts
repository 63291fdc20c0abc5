import { wordsIn } from '../label.ts';
import { runningWords } from '../words/neutral.ts';
import { columnsOf, gridOf, type PrintedGrid } from './grid.ts';
import { tibbleAt } from './tibble.ts';
import type { PrintedLine } from './tokens.ts';
import { turnedAt } from './turned.ts';

/** So many lines of words above a table may name its columns. */
const mostHeads = 5;

/** The tables that are printed with spaces in lines that follow each other, with nothing between them. `above`: heads that a gap parts from them. */
export function gridsIn(given: readonly PrintedLine[], above: readonly PrintedLine[]): PrintedGrid[] {
  const lines = given.map((line, at) => (namesAll(line, given[at + 1]) ? { ...line, kind: 'words' as const } : line));
  const grids: PrintedGrid[] = [];
  let heads = [...above];
  let rows: PrintedLine[] = [];
  const end = () => {
    const first = rows[0]?.number ?? 0;
    const titles = heads.length === 0 ? lines.filter((line) => line.number === first - 1 && isRunning(line)) : heads;
    const grid = rows.length === 0 ? undefined : gridOf(titles, rows);
    if (grid !== undefined) grids.push(named(grid, lines));
    heads = [];
    rows = [];
  };
  const likely = alike(lines, above);
  let behind = 0;
  for (const [at, line] of lines.entries()) {
    const formed = at < behind ? undefined : (tibbleAt(lines, at) ?? turnedAt(lines, at));
    if (formed !== undefined) {
      end();
      grids.push(formed.grid);
      behind = formed.to;
    }
    if (at < behind) continue;
    if (line.kind === 'row' || (line.kind === 'mixed' && likely.has(at))) rows.push(line);
    else if (isMasked(line, rows)) rows.push({ ...line, kind: 'row', tokens: maskedTokens(line) });
    else if (line.kind === 'prose') end();
    else if (line.kind === 'words' || line.kind === 'mixed') {
      if (rows.length > 0 && isLabel(line, rows)) rows.push(line);
      else {
        if (rows.length > 0) end();
        heads = [...heads, line].slice(-mostHeads);
      }
    }
  }
  end();
  return grids;
}

/** A sentence as a title, which says that the numbers below it add up from one to the next. */
function isRunning({ kind, text }: PrintedLine): boolean {
  return kind === 'prose' && wordsIn(text).some((word) => runningWords.has(word));
}

/** Whether a line that is long enough for a sentence names each value of the line below, as R names those of a vector. */
function namesAll({ kind, tokens }: PrintedLine, below: PrintedLine | undefined): boolean {
  const areNames = kind === 'prose' && tokens.length > 2 && tokens.every(({ isValue }) => !isValue);
  return areNames && tokens.length === below?.tokens.length && below.tokens.every(({ isValue }) => isValue);
}

/**
 * Lines of words and numbers that stand in as many columns as the line of heads above them has, or one more: their last column may be one of
 * words.
 */
function alike(lines: readonly PrintedLine[], above: readonly PrintedLine[]): ReadonlySet<number> {
  const rows = new Set<number>();
  let head = above.at(-1);
  let before: PrintedLine | undefined;
  for (let from = 0; from < lines.length; from += 1) {
    const run = runFrom(lines, from);
    // The name of what the rows are stands alone below the heads.
    if (head?.kind === 'words' && head.tokens.length === 1 && before?.kind === 'words') head = before;
    if (head?.kind === 'words' && run.length > 1 && run.some(({ kind }) => kind === 'mixed')) {
      const filled = run.filter(({ kind }) => kind !== 'ruler');
      const columns = columnsOf(filled).length;
      const heads = [head.tokens.length, head.text.trim().split(/ {2,}/).length];
      const isFull = filled.every(({ tokens }) => 2 * tokens.length > columns);
      if (isFull && columns > 2 && heads.some((count) => count === columns || count === columns - 1))
        for (let at = from; at < from + run.length; at += 1) rows.add(at);
    }
    from += Math.max(0, run.length - 1);
    if (lines[from]?.kind === 'ruler') continue;
    before = head;
    head = lines[from];
  }
  return rows;
}

/** Lines with numbers that follow each other; what rules them off is none of them and ends none. */
function runFrom(lines: readonly PrintedLine[], from: number): PrintedLine[] {
  let to = from;
  while (lines[to]?.kind === 'mixed' || lines[to]?.kind === 'row' || (to > from && lines[to]?.kind === 'ruler'))
    to += 1;
  return lines.slice(from, to);
}

/** Words that end before the numbers of the rows above begin: what the next rows are about. */
function isLabel({ tokens, kind }: PrintedLine, rows: readonly PrintedLine[]): boolean {
  if (kind !== 'words') return false;
  const begins = rows.flatMap((row) => row.tokens.find(({ isValue }, at) => isValue && at > 0)?.from ?? []);
  return begins.length > 0 && (tokens.at(-1)?.to ?? 0) <= Math.min(...begins) + 1;
}

const mark = /^(?:[xcsdg]|xx+|:[cu]?|#|\/|conf\.?|supp\.?)$/i;

/** A row of a name and a sign for its number, which ends below the numbers of the row above. */
function isMasked({ kind, tokens }: PrintedLine, rows: readonly PrintedLine[]): boolean {
  const [last, above] = [tokens.at(-1), rows.at(-1)?.tokens.at(-1)];
  return kind === 'words' && tokens.length > 1 && last !== undefined && last.to === above?.to && mark.test(last.text);
}

const maskedTokens = ({ tokens }: PrintedLine) =>
  tokens.map((token, at) => (at === tokens.length - 1 ? { ...token, isValue: true } : token));

/** pandas names a column below it: `Name: count, dtype: int64`. */
function named(grid: PrintedGrid, lines: readonly PrintedLine[]): PrintedGrid {
  const below = lines.find(({ number, text }) => number > (grid.rows.at(-1)?.line ?? 0) && /dtype:/.test(text));
  const [, name] = /\bName: (\w[\w .%-]{0,40}), /.exec(below?.text ?? '') ?? [];
  const isSize =
    grid.header.at(-1) === '' &&
    lines.some(({ number, text }) => number < grid.headerLine && /\.size\(\)\s*$/.test(text));
  if (isSize) return { ...grid, header: [...grid.header.slice(0, -1), 'count'] };
  if (name === undefined || (grid.rows[0]?.cells.length ?? 0) > 2) return grid;
  return { ...grid, header: [...grid.header.slice(0, -1), `${grid.header.at(-1) ?? ''} ${name}`.trim()] };
}
