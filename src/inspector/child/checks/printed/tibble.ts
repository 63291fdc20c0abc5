import type { PrintedGrid } from './grid.ts';
import type { PrintedLine, Token } from './tokens.ts';

const types = /^\s*(?:<[a-z]\w*(?:\[\w+\])?>\s*)+$/;
const ofNumbers = /^<(?:int|dbl|num|int64|units)>$/;

/**
 * The table that begins at a line, as R prints a tibble: names, then the type of each column, then numbered rows. Words begin below their type and
 * numbers end below it, so that columns of words are parted where one space is all between them. `to`: the first line that is none of it.
 */
export function tibbleAt(lines: readonly PrintedLine[], at: number): { grid: PrintedGrid; to: number } | undefined {
  const [heads, kinds] = [lines[at], lines[at + 1]];
  if (heads === undefined || kinds === undefined || !types.test(kinds.text)) return undefined;
  if (heads.tokens.length !== kinds.tokens.length) return undefined;
  const rows: { cells: string[]; line: number }[] = [];
  let to = at + 2;
  for (let line = lines[to]; line !== undefined && isNumbered(line); line = lines[to]) {
    rows.push({ cells: cellsOf(line, kinds.tokens), line: line.number });
    to += 1;
  }
  const header = ['', ...heads.tokens.map(({ text }) => text)];
  return rows.length === 0 ? undefined : { grid: { header, headerLine: heads.number, rows }, to };
}

const isNumbered = ({ text }: PrintedLine): boolean => /^\s*\d+ /.test(text);

function cellsOf({ tokens: [number, ...tokens] }: PrintedLine, kinds: readonly Token[]): string[] {
  const cells = kinds.map(() => '');
  for (const { text, from, to } of tokens) {
    const ending = kinds.findIndex((kind) => ofNumbers.test(kind.text) && kind.to === to);
    const at = ending >= 0 ? ending : kinds.findLastIndex((kind) => !ofNumbers.test(kind.text) && kind.from <= from);
    if (at >= 0) cells[at] = `${cells[at] ?? ''} ${text}`.trim();
  }
  return [number?.text ?? '', ...cells];
}
