import { countIn, numberIn } from '../cell.ts';
import type { StartCheck, TableRow } from '../table-check.ts';

/** So many rows and columns are held against each other. */
const most = { rows: 200, columns: 12 } as const;
/** In so many rows shares have to be those of counts. */
const fewestRows = 2;

type Numbers = readonly (number | undefined)[];

/** Counts that nothing names, told by a column of shares: each is that share of another column, of all of its own, or of its total. */
export const startByShares: StartCheck = ({ rules, found }) => {
  const rows: TableRow[] = [];
  return {
    row: (row) => {
      if (rows.length < most.rows && row.cells.length <= most.columns) rows.push(row);
    },
    end: () => {
      const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
      const columns = Array.from({ length: width }, (_, at) => at);
      const shares = columns.filter((at) => areShares(rows, at));
      if (shares.length === 0) return;
      const counts = columns.flatMap((at) => {
        const numbers = rows.map(({ cells }) => countIn(cells[at]));
        return !shares.includes(at) && isFilled(numbers) ? [{ at, numbers }] : [];
      });
      const small = (count: number | undefined) => count !== undefined && count > 0 && count < rules.minCount;
      for (const { at, numbers } of counts) {
        if (!numbers.some(small)) continue;
        const sum = numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
        const wholes: Numbers[] = [
          rows.map(() => sum),
          ...rows.flatMap((row, nth) =>
            shares.some((share) => numberIn(row.cells[share]) === 100) ? [rows.map(() => numbers[nth])] : [],
          ),
          ...counts.filter((one) => one.at !== at).map((one) => one.numbers),
        ];
        if (!wholes.some((whole) => shares.some((share) => areSharesOf(rows, share, numbers, whole)))) continue;
        for (const [nth, { number }] of rows.entries()) if (small(numbers[nth])) found('small-count', number, at + 1);
      }
    },
  };
};

function isFilled(numbers: Numbers): boolean {
  return numbers.filter((one) => one !== undefined).length >= fewestRows;
}

/** Whether a column has percentages or parts of one, with decimals or a sign. */
function areShares(rows: readonly TableRow[], at: number): boolean {
  const held = rows.flatMap(({ cells, texts }) => {
    const value = numberIn(cells[at]);
    return value === undefined ? [] : [{ value, text: texts[at] ?? '' }];
  });
  return (
    held.length >= fewestRows &&
    held.every(({ value, text }) => value >= 0 && value <= 100 && /\d[.,]\d+ ?%?$|%$/.test(text))
  );
}

/** Whether each share is that of a count in its whole, as far as it is written, and they are not all the same. */
function areSharesOf(rows: readonly TableRow[], at: number, counts: Numbers, wholes: Numbers): boolean {
  const different = new Set<number>();
  for (const [nth, { cells, texts }] of rows.entries()) {
    const [share, count, whole] = [numberIn(cells[at]), counts[nth], wholes[nth]];
    if (share === undefined || count === undefined || whole === undefined) continue;
    if (whole === 0 || count > whole) return false;
    const slack = 0.51 / 10 ** (/[.,](\d+)/.exec(texts[at] ?? '')?.[1]?.length ?? 0);
    const part = count / whole;
    if (Math.abs(100 * part - share) > slack && Math.abs(part - share) > slack) return false;
    different.add(share);
  }
  return different.size >= fewestRows;
}
