import { type Form, runOf, type WrittenLine } from './forms.ts';

/** `INSERT INTO loans (id, age) VALUES (1047, 68, 'M');`, and `(1529, 52, 'F'),` below it. */
const begin = /^\s*(?:insert|replace)(?: or \w+| ignore)? into [^\s(]{1,120} ?(?:\(([^()]{1,2000})\))? ?values ?(.*)$/i;
const goesOn = /^\s*\(.*\)\s*[,;]\s*$/;
/** A name and a type in each line, or several in one. */
const column =
  /(?:^|[(,])\s*["'`[]?(\w{1,60})["'`\]]? (?:int|big|small|tiny|num|dec|real|float|double|char|var|text|date|time|bool|bit|year)/gi;
const mostBefore = 60;

/** The cells of each row in brackets; what stands in quotes is one, and two quotes in it are one sign. */
function rowsIn(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] | undefined;
  let cell = '';
  let quote = '';
  for (const sign of text) {
    if (quote !== '') {
      if (sign === quote) quote = '';
      else cell += sign;
    } else if (sign === '(') [row, cell] = [[], ''];
    else if (row === undefined) continue;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === ',' || sign === ')') {
      row.push(cell.trim());
      cell = '';
      if (sign === ')') rows.push(row);
      if (sign === ')') row = undefined;
    } else cell += sign;
  }
  return rows;
}

/** Rows as statements that put them into a table of a database. */
export const statementTable: Form = (lines, from) => {
  const [whole, heads] = begin.exec(lines[from]?.plain ?? '') ?? [];
  if (whole === undefined) return undefined;
  const run = runOf(lines, from, (plain) => begin.test(plain) || goesOn.test(plain));
  const rows = run.flatMap(({ plain, number }) =>
    rowsIn(begin.exec(plain)?.[2] ?? plain).map((cells) => ({ cells, line: number })),
  );
  const width = rows[0]?.cells.length ?? 0;
  if (rows.length < 2 || width < 2) return { to: from + run.length };
  const names = heads?.split(',').map((name) => name.replaceAll(/["'`[\]]/g, '').trim()) ?? columnsIn(lines, from);
  const header = names.length === width ? names : Array.from({ length: width }, (_, at) => `V${at + 1}`);
  return { rows: [{ cells: header, line: run[0]?.number ?? 1 }, ...rows], to: from + run.length };
};

/** The names of the columns, where the table was made above. */
function columnsIn(lines: readonly WrittenLine[], to: number): string[] {
  const before = lines.slice(Math.max(0, to - mostBefore), to);
  const made = before.findLastIndex(({ plain }) => /^\s*create /i.test(plain));
  const text = before
    .slice(Math.max(0, made))
    .map(({ plain }) => plain.replace(/^\s*create .{0,80}? table [^(]{0,120}/i, ''));
  return made < 0 ? [] : [...text.join(',').matchAll(column)].map(([, name = '']) => name);
}
