import { piecesOf } from './head-lines.ts';
import type { PrintedLine } from './tokens.ts';

/** How rows are cut into cells, and the lines above them into heads. */
export interface Cut {
  header(heads: readonly PrintedLine[]): string[];
  cells(row: PrintedLine): string[];
}

/** Where the places tell nothing, and wide gaps cut each row into as many pieces: as those of a page, which keeps no places. */
export function byPhrase(rows: readonly PrintedLine[], heads: readonly PrintedLine[]): Cut | undefined {
  const own = rows.map(({ text }) => piecesOf(text));
  const counts = new Set(own.map(({ length }) => length));
  // Two numbers that stand close are two cells where there are as many heads.
  const apart = new Set(rows.map((row) => apartIn(row).length));
  const [wider] = apart.size === 1 ? apart : [];
  const isCloser = wider !== undefined && heads.some(({ text }) => piecesOf(text).length === wider);
  const cut =
    isCloser && !(counts.size === 1 && counts.has(wider)) ? apartIn : ({ text }: PrintedLine) => piecesOf(text);
  const [first, ...others] = new Set(rows.map((row) => cut(row).length));
  if (first === undefined || first < 2 || others.length > 0) return undefined;
  return {
    cells: (row) => {
      const pieces = cut(row);
      return pieces.length === first ? pieces : [row.text.trim(), ...Array.from({ length: first - 1 }, () => '')];
    },
    header: (lines) => {
      const isWide = ({ length }: readonly string[]) => length === first || length === first - 1;
      const at = lines.findLastIndex(({ text }) => isWide(piecesOf(text)));
      const named = at < 0 ? lines.map(({ text }) => bracketed(text)).findLast(isWide) : headsAt(lines, at);
      return [...Array.from({ length: first - (named?.length ?? 0) }, () => ''), ...(named ?? [])];
    },
  };
}

/** Words with what stands in brackets behind them: `A (n=250)`. */
const bracketed = (text: string): string[] => text.trim().split(/ +(?![([])/);

/** The heads of a line, each below what stands above it in the lines before. */
function headsAt(lines: readonly PrintedLine[], at: number): string[] {
  const spans = (text: string) =>
    [...text.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: own }) => ({ own, from: index, to: index + own.length }));
  return spans(lines[at]?.text ?? '').map(({ own, from, to }) => {
    const above = lines.slice(0, at).flatMap(({ text }) => {
      const over = spans(text);
      return over.length < 2 ? [] : over.filter((one) => one.from < to && from < one.to).map((one) => one.own);
    });
    return [...above, own].join(' ');
  });
}

/** The pieces of a row, and of those that are numbers alone each number. */
function apartIn({ text, tokens }: PrintedLine): string[] {
  const values = new Set(tokens.filter(({ isValue }) => isValue).map((token) => token.text));
  return piecesOf(text).flatMap((piece) => {
    const parts = piece.split(' ');
    return parts.every((part) => values.has(part)) ? parts : [piece];
  });
}

/** Where the places tell nothing: the last words of a row that are numbers, as most rows have them, and before them what it is about. */
export function byOrder(rows: readonly PrintedLine[]): Cut {
  const trailing = ({ tokens }: PrintedLine) => {
    const last = tokens.findLastIndex(({ isValue }) => !isValue);
    return tokens.slice(last + 1);
  };
  const times = new Map<number, number>();
  for (const row of rows) times.set(trailing(row).length, (times.get(trailing(row).length) ?? 0) + 1);
  const [count] = [...times].reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0]);
  return {
    cells: (row) => {
      const values = trailing(row).slice(-count);
      if (values.length < count) return [row.text.trim(), ...Array.from({ length: count }, () => '')];
      const label = row.tokens.slice(0, row.tokens.length - count).map(({ text }) => text);
      return [label.join(' '), ...values.map(({ text }) => text)];
    },
    header: (heads) => {
      const words = heads.at(-1)?.tokens.map(({ text }) => text) ?? [];
      if (words.length < count) return ['', ...Array.from({ length: count }, () => '')];
      return [words.slice(0, words.length - count).join(' '), ...words.slice(words.length - count)];
    },
  };
}
