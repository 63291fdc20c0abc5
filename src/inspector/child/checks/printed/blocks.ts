import { gridOf, type PrintedGrid } from './grid.ts';
import type { PrintedLine } from './tokens.ts';

/** So many lines of words above a table may name its columns. */
const mostHeads = 3;

/** The tables that are printed with spaces in lines that follow each other, with nothing between them. `above`: heads that a gap parts from them. */
export function gridsIn(lines: readonly PrintedLine[], above: readonly PrintedLine[]): PrintedGrid[] {
  const grids: PrintedGrid[] = [];
  let heads = [...above];
  let rows: PrintedLine[] = [];
  const end = () => {
    const grid = rows.length === 0 ? undefined : gridOf(heads, rows);
    if (grid !== undefined) grids.push(named(grid, lines));
    heads = [];
    rows = [];
  };
  const likely = alike(lines);
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'row' || likely.has(at)) rows.push(line);
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

/** Lines of words and numbers that have as many as the line of heads above them, or one more: their last column is one of words. */
function alike(lines: readonly PrintedLine[]): ReadonlySet<number> {
  const rows = new Set<number>();
  for (let from = 1; from < lines.length; from += 1) {
    const head = lines[from - 1];
    const width = lines[from]?.tokens.length ?? 0;
    let to = from;
    while (lines[to]?.kind === 'mixed' && lines[to]?.tokens.length === width) to += 1;
    const isHead = head?.kind === 'words' && (head.tokens.length === width || head.tokens.length === width - 1);
    if (to - from > 1 && isHead) for (let at = from; at < to; at += 1) rows.add(at);
    from = Math.max(from, to - 1);
  }
  return rows;
}

/** Words that end before the numbers of the rows above begin: what the next rows are about. */
function isLabel({ tokens, kind }: PrintedLine, rows: readonly PrintedLine[]): boolean {
  if (kind !== 'words') return false;
  const begins = rows.flatMap((row) => row.tokens.find(({ isValue }, at) => isValue && at > 0)?.from ?? []);
  return begins.length > 0 && (tokens.at(-1)?.to ?? 0) <= Math.min(...begins) + 1;
}

/** pandas names a column below it: `Name: count, dtype: int64`. */
function named(grid: PrintedGrid, lines: readonly PrintedLine[]): PrintedGrid {
  const below = lines.find(({ number, text }) => number > (grid.rows.at(-1)?.line ?? 0) && /dtype:/.test(text));
  const [, name] = /\bName: (\w[\w .%-]{0,40}), /.exec(below?.text ?? '') ?? [];
  if (name === undefined || (grid.rows[0]?.cells.length ?? 0) > 2) return grid;
  return { ...grid, header: [...grid.header.slice(0, -1), `${grid.header.at(-1) ?? ''} ${name}`.trim()] };
}
