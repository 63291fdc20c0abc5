import { type Form, runOf, type WrittenRow } from './forms.ts';

const count = String.raw`\d{1,3}(?:[,.  ]\d{3})+|\d{1,9}|[-–*•x]|\.{1,3}|[<≤] ?\d{1,2}`;
const level = new RegExp(String.raw`(\p{L}[^():;,]{1,40}?) ?\((?:n ?= ?)?(${count})\)`, 'gu');
const line = new RegExp(
  String.raw`^\W{0,4}(\p{L}[^:;()]{1,60}): ((?:\p{L}[^():;,]{1,40} ?\((?:n ?= ?)?(?:${count})\),? ?){2,12})(?:[;,] ?(\p{L}{1,20}):? (\d[\d,.  ]{0,11}?))?\.?\s*$`,
  'u',
);
const slashed = new RegExp(
  String.raw`^\W{0,4}(\p{L}[^:;()]{0,60}): ((?:${count})(?: [/|] (?:${count})){1,12})(?: +\(= ?(\d[\d,.  ]{0,11}?)\))?\s*$`,
  'u',
);

/** A row in each line, as people write them: `North: falls (108), burns (-); all 153`, or `North: 190 / 20 / 130 (= 340)`. */
export const bracketedRows: Form = (lines, from) => {
  const isRow = line.test(lines[from]?.plain ?? '') ? line : slashed;
  const run = runOf(lines, from, (plain) => isRow.test(plain));
  const rows = run.map(({ plain, number }) => {
    const [, name = '', told = '', ...all] = isRow.exec(plain) ?? [];
    const levels = [...told.matchAll(level)];
    const values = isRow === line ? levels.map(([, , value = '']) => value) : told.split(/ [/|] /);
    const heads = isRow === line ? levels.map(([, head = '']) => head.trim()) : values.map(() => '');
    return { heads, row: { cells: [name, ...values, all.at(-1) ?? ''], line: number } satisfies WrittenRow };
  });
  const [first] = rows;
  const width = first?.row.cells.length ?? 0;
  if (first === undefined || rows.length < 2 || rows.some(({ row }) => row.cells.length !== width)) return undefined;
  const header: WrittenRow = { cells: ['', ...first.heads, 'total'], line: first.row.line };
  return { rows: [header, ...rows.map(({ row }) => row)], to: from + run.length };
};
