import { type Form, runOf } from './forms.ts';

const one = String.raw`(?:"(?:[^"\\]|\\.)*"|-?[\d.]+(?:[eE][-+]?\d+)?L?|NA|NaN|TRUE|FALSE)`;
const row = new RegExp(String.raw`^\s*"(?:[^"\\]|\\.)*"(?:(?:, ?| +)${one})*\s*$`);
const cell = new RegExp(one, 'g');

/** Rows whose words stand in quotes and whose cells are parted by a space, as `write.table` writes them, or by a comma within a text. */
export const quotedTable: Form = (lines, from) => {
  const run = runOf(lines, from, (plain) => row.test(plain));
  if (run.length < 2) return undefined;
  const rows = run.map(({ plain, number }) => ({
    cells: [...plain.matchAll(cell)].map(([text]) => text.replace(/^"(.*)"$/, '$1')),
    line: number,
  }));
  const [head, second] = rows;
  if (head === undefined || second === undefined || second.cells.length < 2) return undefined;
  // Nothing stands above the names of rows.
  const heads = head.cells.length === second.cells.length - 1 ? ['', ...head.cells] : head.cells;
  return { rows: [{ ...head, cells: heads }, ...rows.slice(1)], to: from + run.length };
};
