import { cellsOf, isRuler, printOf } from '../printed/delimited.ts';
import type { Form, WrittenLine } from './forms.ts';

/** Lines whose cells are parted by the bars of Markdown, up to one of another kind. A ruler is no row, but counts as a line. */
export const signedTable: Form = (lines, from) => {
  const print = printOf(lines[from]?.plain ?? '', undefined);
  if (print !== 'markdown') return undefined;
  let to = from;
  while (to < lines.length && printOf(lines[to]?.plain ?? '', print) === print) to += 1;
  const run = lines.slice(from, to);
  return { rows: framed(run) ?? run.map(rowOf), to };
};

/** Fewer rows with bars between their cells alone may be anything. */
const fewestBarred = 3;
const barred = /^[^\s|][^|]*(?:\|(?! )[^|]*)+$/;

/** Rows as `sqlite3` and `psql -A` write them, with bars between their cells and nothing around them: `Ashby|25|151`. */
export const barredTable: Form = (lines, from) => {
  const cellsIn = (at: number) => {
    const { plain = '' } = lines[at] ?? {};
    return barred.test(plain) ? plain.trimEnd().split('|') : [];
  };
  const width = cellsIn(from).length;
  if (width < 2) return undefined;
  let to = from;
  while (cellsIn(to).length === width) to += 1;
  const run = lines.slice(from, to);
  if (run.length < fewestBarred || !run.some(({ plain }) => /\|-?\d/.test(plain))) return { to };
  return { rows: run.map(({ number }, at) => ({ cells: cellsIn(from + at), line: number })), to };
};

const rowOf = ({ plain, number }: WrittenLine) => ({
  cells: isRuler(plain) ? [] : cellsOf(plain),
  line: number,
});

/** Where bars stand below each other, cells by the place of their bars: one that spans columns is followed by empty ones. */
function framed(run: readonly WrittenLine[]) {
  const rows = run.filter(({ plain }) => !isRuler(plain));
  const bars = rows.map(({ plain }) => [...plain.trimEnd().matchAll(/\|/g)].map(({ index }) => index));
  const all = bars.reduce((one, other) => (other.length > one.length ? other : one), []);
  const isSpanning = bars.some(({ length }) => length < all.length);
  if (!isSpanning || !bars.every((own) => own.every((at) => all.includes(at)))) return undefined;
  return rows.map(({ plain, number }) => {
    const cells = all.slice(0, -1).map((from) => {
      if (plain[from] !== '|') return '';
      return plain
        .slice(
          from + 1,
          all.find((at) => at > from && plain[at] === '|'),
        )
        .trim();
    });
    return { cells, line: number };
  });
}
