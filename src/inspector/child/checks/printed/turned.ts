import type { PrintedGrid } from './grid.ts';
import { piecesOf } from './head-lines.ts';
import type { PrintedLine } from './tokens.ts';

const fewest = { columns: 5, rows: 3 } as const;

/** The table that begins at a line, where each column is one case with its number above, and each row one thing that is told of all. */
export function turnedAt(lines: readonly PrintedLine[], at: number): { grid: PrintedGrid; to: number } | undefined {
  const head = lines[at];
  const numbers = head?.tokens.map(({ text }) => Number(text)) ?? [];
  const areNumbered = numbers.every((number, nth) => number === (numbers[0] ?? 0) + nth);
  if (head === undefined || numbers.length < fewest.columns || !areNumbered) return undefined;
  const rows: { cells: string[]; line: number }[] = [];
  for (const { text, number } of lines.slice(at + 1)) {
    const cells = piecesOf(text);
    if (cells.length !== numbers.length + 1) break;
    rows.push({ cells, line: number });
  }
  if (rows.length < fewest.rows) return undefined;
  return { grid: { header: ['', ...numbers.map(String)], headerLine: head.number, rows }, to: at + 1 + rows.length };
}
