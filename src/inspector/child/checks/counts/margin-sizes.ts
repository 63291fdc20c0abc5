import { countIn, numberIn } from '../cell.ts';
import { KeptRows } from '../kept-rows.ts';
import type { Label } from '../label.ts';
import { decimalsIn } from '../number.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { sizeWords } from '../words/counting.ts';
import { areSharesOf, countOfShare, sizeIn } from './file-shares.ts';
import { mayBeRounded } from './rounding.ts';

const most = { rows: 200, columns: 40 } as const;
/** Fewer are no group of which percentages are made. */
const fewestOf = 20;

/** Where a share stands, and of how many it is. */
interface SharePlace {
  readonly row: TableRow;
  readonly at: number;
  readonly share: number;
  readonly decimals: number;
  readonly isSigned: boolean;
}

/** Percentages whose groups have their sizes in the head, in a row or in a column of the same table: both together are counts. */
export const startMarginSizes: StartCheck = ({ rules, header, heads, found }) => {
  const kept = new KeptRows<TableRow>(most.rows);
  return {
    row: (row) => {
      if (!kept.isFull && row.cells.length <= most.columns && row.cells.some(({ kind }) => kind === 'number'))
        kept.add(row);
    },
    end: () => {
      const rows = kept.all;
      const places = [...belowSizes(rows, header, heads), ...besideSizes(rows, header)];
      for (const { size, shares } of places) {
        const counts = shares.map(({ share, decimals, whole }) => countOfShare(share, size, whole, decimals));
        if (counts.some((count) => count === undefined)) continue;
        for (const [nth, { row, at }] of shares.entries()) {
          const { count = 0, most: atMost = 0 } = counts[nth] ?? {};
          const isShown = row.cells.some((cell) => countIn(cell) === count);
          if (count >= 1 && atMost < rules.minCount && !isShown) found('small-rate', row.number, at + 1);
        }
      }
    },
  };
};

interface Group {
  readonly size: number;
  readonly shares: readonly (SharePlace & { readonly whole: 1 | 100 })[];
}

/** The shares of each column below a head that says its size, as `Arm A (N=300)`, or around a row of sizes. */
function belowSizes(rows: readonly TableRow[], header: readonly Label[], heads: readonly string[]): Group[] {
  const ofSizes = rows.filter(isRowOfSizes);
  const [sizes] = ofSizes.length === 1 ? ofSizes : [];
  const counted = sizes === undefined ? [] : sizes.cells.flatMap((cell) => countIn(cell) ?? []);
  const row = counted.length > 4 && mayBeRounded(counted) ? undefined : sizes;
  return header.flatMap((_, at) => {
    const inHead = at === 0 ? undefined : sizeIn(heads[at] ?? '');
    const size = inHead ?? countIn(row?.cells[at]);
    if (at === 0 || size === undefined || size < fewestOf) return [];
    const shares = rows.filter((one) => one !== row).flatMap((one) => sharesAt(one, at));
    const areSigned = inHead !== undefined && shares.every(({ isSigned }) => isSigned);
    return groupOf(size, shares, areSigned || areSharesOf(percentsOf(shares), size));
  });
}

/** The shares of each row, beside the one column of sizes. */
function besideSizes(rows: readonly TableRow[], header: readonly Label[]): Group[] {
  const columns = header.flatMap((label, at) => {
    const counts = rows.flatMap(({ cells }) => countIn(cells[at]) ?? []);
    const isWhole = counts.length === rows.length && counts.every((count) => count >= fewestOf);
    const areRounded = new Set(counts).size > 4 && mayBeRounded(counts);
    return at > 0 && isWhole && saysSize(label) && !areRounded ? [at] : [];
  });
  const [column] = columns.length === 1 ? columns : [];
  if (column === undefined) return [];
  const [size = 0, ...others] = new Set(rows.map(({ cells }) => countIn(cells[column])));
  // The same size in each row is that of all.
  if (others.length === 0 && rows.length > 1)
    return header.flatMap((_, at) => {
      const shares = header[at]?.isPercent ? rows.flatMap((row) => sharesAt(row, at)) : [];
      return shares.length === 0 ? [] : groupOf(size, shares, false);
    });
  return rows.flatMap((row) => {
    const shares = row.cells.flatMap((_, at) => (at === column ? [] : sharesAt(row, at)));
    return shares.length < 2 ? [] : groupOf(countIn(row.cells[column]) ?? 0, shares, false);
  });
}

/** Shares that are all of their group; `areSure`: or that are its shares for another reason. */
function groupOf(size: number, shares: readonly SharePlace[], areSure: boolean): Group[] {
  const isOne = shares.every(({ share, decimals }) => share <= 1 && decimals > 1);
  const whole = isOne ? 1 : 100;
  const sum = shares.reduce((all, { share }) => all + share, 0);
  const wholes = Math.max(1, Math.round(sum / whole));
  const slack =
    (whole / 100) * (0.06 * shares.length + 0.05) * (shares.some(({ decimals }) => decimals === 0) ? 10 : 1);
  const isDivided = shares.length > 1 && Math.abs(sum - wholes * whole) <= slack && shares.length > wholes;
  if (!areSure && !(isDivided && (!isOne || wholes === 1))) return [];
  return [{ size, shares: shares.map((share) => ({ ...share, whole })) }];
}

const percentsOf = (shares: readonly SharePlace[]) =>
  shares.map(({ share, decimals }) => ({ percent: share, decimals }));

/** The share that a cell holds: a percentage by its sign, or a number with decimals. */
function sharesAt(row: TableRow, at: number): SharePlace[] {
  const cell = row.cells[at];
  const share = numberIn(cell);
  if (share === undefined || cell?.kind !== 'number' || share < 0 || share > 100) return [];
  const decimals = decimalsIn(row.texts[at] ?? '');
  return decimals > 0 || cell.isPercent ? [{ row, at, share, decimals, isSigned: cell.isPercent }] : [];
}

function isRowOfSizes({ cells, labels }: TableRow): boolean {
  const counts = cells.slice(1).flatMap((cell) => (cell.kind === 'blank' ? [] : [countIn(cell)]));
  const isWhole = counts.length > 0 && counts.every((count) => count !== undefined && count >= fewestOf);
  return isWhole && labels.some(saysSize);
}

const saysSize = (label: Label): boolean =>
  label.counts || label.isTotal || label.isDenominator || label.words.some((word) => sizeWords.has(word));
