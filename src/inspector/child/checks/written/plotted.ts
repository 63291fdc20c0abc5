import { type Form, runOf, type WrittenRow } from './forms.ts';

const plot = /\bcoordinates\s*\{((?:\s*\([^(),]{1,40},\s*-?[\d.]{1,12}\)){2,60})\s*\}/;
const point = /\(([^(),]{1,40}),\s*(-?[\d.]{1,12})\)/g;
const legend = /\\addlegendentry\{([^{}]{1,60})\}/;

/** The points of each series that LaTeX draws by `\addplot coordinates {(North,109) (South,7)}`, as one row. */
export const plottedSeries: Form = (lines, from) => {
  const run = runOf(lines, from, (plain) => plot.test(plain) || legend.test(plain));
  const series = run.flatMap(({ plain, number }) => {
    const points = [...(plot.exec(plain)?.[1] ?? '').matchAll(point)];
    return points.length === 0 ? [] : [{ points, name: legend.exec(plain)?.[1] ?? '', number }];
  });
  const names = series[0]?.points.map(([, name = '']) => name.trim()) ?? [];
  const to = from + run.length;
  const areAlike = series.every(({ points }) => points.length === names.length);
  if (series.length === 0 || !areAlike || names.every((name) => /^-?[\d.]+$/.test(name))) return undefined;
  const rows = series.map(({ points, name, number }): WrittenRow => {
    return { cells: [name, ...points.map(([, , value = '']) => value)], line: number };
  });
  return { rows: [{ cells: ['', ...names], line: run[0]?.number ?? 1 }, ...rows], to };
};

const item = /^\s*-\s+\w{1,20}:\s*["']?([^"']{1,60})["']?\s*$/;
const list = /^\s*(\w{1,20}):\s*\[\s*(\d{1,9}(?:\s*,\s*\d{1,9}){1,40})\s*\]\s*$/;
const field = /^\s+\w{1,20}:\s*\S.{0,60}$/;

/** A name and a list of whole numbers for each item, as YAML writes them. */
export const listedNumbers: Form = (lines, from) => {
  if (!item.test(lines[from]?.plain ?? '')) return undefined;
  const run = runOf(lines, from, (plain) => item.test(plain) || list.test(plain) || field.test(plain));
  const rows: WrittenRow[] = [];
  let label = '';
  let head = '';
  for (const { plain, number } of run) {
    label = item.exec(plain)?.[1] ?? label;
    const [, name = '', numbers] = list.exec(plain) ?? [];
    if (numbers === undefined) continue;
    head = name;
    rows.push({ cells: [label, ...numbers.split(/\s*,\s*/)], line: number });
  }
  const width = rows[0]?.cells.length ?? 0;
  if (rows.length < 2 || rows.some(({ cells }) => cells.length !== width)) return undefined;
  const heads = Array.from({ length: width - 1 }, () => head);
  return { rows: [{ cells: ['', ...heads], line: run[0]?.number ?? 1 }, ...rows], to: from + run.length };
};

const number = /^\s*(\d{1,3}(?:[,. ]\d{3})*|\d{1,9})\s*$/;
const caption = /^\s*(\p{L}[^.;:!?]{3,80})\s*$/u;

/** A number with words below it, one beside the other, as dashboards show them in boxes. */
export const boxedNumbers: Form = (lines, from) => {
  const rows: WrittenRow[] = [];
  let at = from;
  for (; ; at += 2) {
    const [, count] = number.exec(lines[at]?.plain ?? '') ?? [];
    const [, words] = caption.exec(lines[at + 1]?.plain ?? '') ?? [];
    if (count === undefined || words === undefined) break;
    rows.push({ cells: [words, count], line: lines[at]?.number ?? 1 });
  }
  if (rows.length < 2) return undefined;
  return { rows: [{ cells: ['', 'value'], line: rows[0]?.line ?? 1 }, ...rows], to: at };
};
