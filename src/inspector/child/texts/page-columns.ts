import type { Phrase } from './bars.ts';

/** A phrase with where it begins and ends in its line, how high the line stands, and its letters are. */
export interface Placed extends Phrase {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly size: number;
  /** The pieces that it is joined from; the text of each begins with what parts it from the one before. */
  readonly parts: readonly (Column & { readonly text: string })[];
}

interface Column {
  readonly from: number;
  readonly to: number;
}

type Line = readonly Placed[];

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
  const { parts } = phrase;
  const areHeads = parts.length > 1 && parts.length <= beside.length;
  if (areHeads && parts.every((part) => beside.filter((one) => overlaps(part, one)).length < 2)) return false;
  return beside.filter((one) => overlaps(phrase, one)).length > 1;
}

function textsOf(given: readonly Line[]): string[] {
  const columns = columnsOf(given);
  const lines = given.map((line) => line.flatMap((phrase) => cutAt(columns, phrase)));
  // The numbers of bars that lie begin where each bar ends.
  const areBars = columns.length > 2 && lines.every(({ length }) => length < 3);
  const isTable = columns.length > 1 && columns.length <= most.columns && !areBars;
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

/** A phrase whose pieces stand in columns of their own, as heads that nearly touch, in as many. */
function cutAt(columns: readonly Column[], phrase: Placed): readonly Placed[] {
  const { parts } = phrase;
  if (parts.length < 2 || parts.length > most.cell || columns.filter((one) => overlaps(phrase, one)).length < 2)
    return [phrase];
  const cut: { text: string; from: number; to: number; column: number }[] = [];
  for (const { text, from, to } of parts) {
    const over = columns.flatMap((one, at) => (overlaps({ from, to }, one) ? [at] : []));
    const last = cut.at(-1);
    if (over.length > 1) return [phrase];
    const column = over[0] ?? last?.column ?? -1;
    if (last === undefined || (column !== last.column && last.column >= 0))
      cut.push({ text: text.trim(), from, to, column });
    else {
      last.text += text;
      last.to = to;
      last.column = column;
    }
  }
  return cut.map(({ text, from, to }) => ({ ...phrase, text, from, to, center: (from + to) / 2, parts: [] }));
}

/** The column of each phrase, or the first of several; undefined where two phrases have the same one. */
function columnsUnder(line: Line, columns: readonly Column[]): readonly number[] | undefined {
  const at = line.map((phrase) => {
    const over = columns.findIndex((column) => overlaps(phrase, column));
    return over < 0 ? nearest(phrase, columns) : over;
  });
  return new Set(at).size === at.length ? at : undefined;
}

function nearest(phrase: Column, columns: readonly Column[]): number {
  const gaps = columns.map(({ from, to }) => Math.max(from - phrase.to, phrase.from - to));
  return gaps.indexOf(gaps.reduce((one, other) => Math.min(one, other)));
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
