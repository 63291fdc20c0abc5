import type { Phrase } from './bars.ts';

/** A phrase with where it begins and ends in its line, how high the line stands, and its letters are. */
export interface Placed extends Phrase {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly size: number;
}

type Line = readonly Placed[];
type Column = Pick<Placed, 'from' | 'to'>;

/** A wider gap between lines, in heights of letters, parts two tables. */
const tableGap = 2.4;
const columnGap = '   ';
/** More columns are none of a table that anybody reads, a longer text is none of a cell, and wider tables are told as they come. */
const most = { columns: 100, cell: 60, wide: 400 } as const;

/** The lines as text, in which the cells of one column begin below each other. What is in no column stands three spaces behind what is before it. */
export function inColumns(lines: readonly Line[]): string[] {
  const tables: Line[][] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    const isFar = before !== undefined && (before[0]?.y ?? 0) - (line[0]?.y ?? 0) > tableGap * (line[0]?.size ?? 1);
    const isTitle = isAcross(line, before) || isAcross(line, lines[at + 1]);
    const isBelowTitle = before !== undefined && (isAcross(before, line) || isAcross(before, lines[at - 2]));
    if (before === undefined || isFar || isTitle || isBelowTitle) tables.push([line]);
    else tables.at(-1)?.push(line);
  }
  return tables.flatMap(textsOf);
}

const overlaps = (one: Column, other: Column) => one.from < other.to && other.from < one.to;

/** Whether one phrase stands over, or under, several. */
function isAcross([phrase, ...others]: Line, beside: Line | undefined): boolean {
  if (phrase === undefined || others.length > 0 || beside === undefined) return false;
  return beside.filter((one) => overlaps(phrase, one)).length > 1;
}

function textsOf(lines: readonly Line[]): string[] {
  const columns = columnsOf(lines);
  const isTable = columns.length > 1 && columns.length <= most.columns;
  const placed = lines.map((line) => (isTable ? columnsUnder(line, columns) : undefined));
  const starts = startsOf(lines, placed, columns);
  const isWide = (starts.at(-1) ?? 0) > most.wide;
  return lines.map((line, nth) => {
    const at = isWide ? undefined : placed[nth];
    if (at === undefined) return line.map(({ text }) => text).join(columnGap);
    return line.reduce((text, phrase, which) => {
      const gap = text === '' ? 0 : columnGap.length;
      return text.padEnd(Math.max(starts[at[which] ?? 0] ?? 0, text.length + gap)) + phrase.text;
    }, '');
  });
}

/** Where something stands in some line that has several phrases, one of which is a number. */
function columnsOf(lines: readonly Line[]): Column[] {
  const rows = lines.filter((line) => line.length > 1 && line.some(({ text }) => /^\W?\d/.test(text)));
  const columns: { from: number; to: number }[] = [];
  for (const { from, to } of rows.flat().toSorted((one, other) => one.from - other.from)) {
    const last = columns.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else columns.push({ from, to });
  }
  return columns;
}

/** The column of each phrase, or the first of several; undefined where two phrases have the same one. */
function columnsUnder(line: Line, columns: readonly Column[]): readonly number[] | undefined {
  const at = line.map((phrase) => {
    const over = columns.findIndex((column) => overlaps(phrase, column));
    return over < 0
      ? Math.max(
          0,
          columns.findLastIndex(({ from }) => from <= phrase.from),
        )
      : over;
  });
  return new Set(at).size === at.length ? at : undefined;
}

/** The sign at which each column begins: behind what the one before it holds, and behind what reaches over several. */
function startsOf(
  lines: readonly Line[],
  placed: readonly (readonly number[] | undefined)[],
  columns: readonly Column[],
): readonly number[] {
  const wide: { readonly from: number; readonly to: number; readonly signs: number }[] = [];
  const widths = columns.map(() => 0);
  for (const [nth, at] of placed.entries()) {
    const line = lines[nth] ?? [];
    for (const [which, column] of at?.entries() ?? []) {
      const phrase = line[which];
      if (phrase === undefined) continue;
      const signs = Math.min(phrase.text.length, most.cell) + columnGap.length;
      const next = at?.[which + 1];
      if (next !== undefined) wide.push({ from: column, to: next, signs });
      const isWithin = columns.filter((one) => overlaps(phrase, one)).length < 2;
      if (isWithin) widths[column] = Math.max(widths[column] ?? 0, signs);
    }
  }
  const byEnd = Map.groupBy(wide, ({ to }) => to);
  const starts: number[] = [0];
  for (let column = 1; column < columns.length; column += 1) {
    const behind = (starts[column - 1] ?? 0) + (widths[column - 1] ?? 0);
    const wider = (byEnd.get(column) ?? []).map(({ from, signs }) => (starts[from] ?? 0) + signs);
    starts.push(wider.reduce((one, other) => Math.max(one, other), behind));
  }
  return starts;
}
