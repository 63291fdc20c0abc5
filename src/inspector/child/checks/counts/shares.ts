import { type Cell, countIn, numberIn } from '../cell.ts';
import { KeptRows } from '../kept-rows.ts';
import type { Label } from '../label.ts';
import { saysNothing } from '../people/traits.ts';
import type { StartCheck } from '../table-check.ts';
import { sizeWords } from '../words/counting.ts';
import { words } from '../words/folded.ts';
import { shareWords } from '../words/measuring.ts';
import { runningWords } from '../words/neutral.ts';
import { countOfShare, type Share } from './file-shares.ts';
import { mayBeRounded } from './rounding.ts';

const mostRows = 500;
/** Shares of one. */
const parts = words(
  'proportion prop share fraction aandeel proporción proporzione proporção andel Anteil osuus odsetek quota part',
);

interface ShareRow {
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly texts: readonly string[];
}

const has = (label: Label, those: ReadonlySet<string>) => label.words.some((word) => those.has(word));
const isShare = (label: Label) => label.isPercent || has(label, shareWords) || has(label, parts);
const isRunning = (label: Label) => label.isPercent && has(label, runningWords);
const columnsOf = (header: readonly Label[], is: (label: Label) => boolean) =>
  header.flatMap((label, at) => (is(label) ? [at] : []));
const isSize = (label: Label) => label.isTotal || label.isDenominator || has(label, sizeWords);

/** A percentage beside the number that it is of: both together are a count. */
export const startShares: StartCheck = ({ rules, header, found, shares: tellShares }) => {
  const shares = header.flatMap((label, at) =>
    isShare(label) && !label.counts && !label.isUnremarkable && !isRunning(label) ? [at] : [],
  );
  const isTold = header.some(({ isDenominator }) => isDenominator);
  const sizes = header.flatMap((label, at) => (!isTold && !isShare(label) && isSize(label) ? [at] : []));
  const counts = columnsOf(header, (label) => label.counts);
  // All shares of a table that says of nothing how many there are.
  const isOpen = sizes.length === 0 && counts.length === 0 && !isTold;
  const unnamed = isOpen ? header.flatMap((label, at) => (at > 0 && saysNothing(label) ? [at] : [])) : [];
  const kept = new KeptRows<ShareRow>(mostRows);
  const rows = kept.all;
  return {
    row: ({ number, cells, texts }) => {
      if (isOpen || (shares.length > 0 && sizes.length > 0)) kept.add({ number, cells, texts });
    },
    end: () => {
      if (isOpen && rows.length === 1) tellShares(sharesInRow(rows));
      for (const at of [...(isOpen ? shares : []), ...unnamed.filter((one) => areFractions(rows, one))])
        tellShares(sharesIn(rows, at, header[at]?.words.join(' ') ?? '', isDivided(rows, at)));
      for (const at of isOpen && shares.length === 0 ? columnsOf(header, isRunning) : []) tellShares(stepsIn(rows, at));
      for (const at of shares) {
        const size = sizes.find((one) => one < at) ?? sizes[0];
        if (
          size === undefined ||
          hasRounded(rows, size) ||
          isDivided(rows, at) ||
          counts.some((count) => isProportional(rows, at, count))
        )
          continue;
        const wholes = rows.map((row) => countBehind(row, at, size, wholeOf(rows, at)));
        if (wholes.some((whole) => whole === null)) continue;
        for (const [nth, { number, cells }] of rows.entries()) {
          const { count = 0, most = 0 } = wholes[nth] ?? {};
          if (count >= 1 && most < rules.minCount && !isShown(cells, count, size)) found('small-rate', number, at + 1);
        }
      }
    },
  };
};

/** Whether a count stands beside its share, where it is minded by itself. */
function isShown(cells: readonly Cell[], count: number, size: number): boolean {
  return cells.some((cell, at) => at !== size && countIn(cell) === count);
}

/** The shares of one column, in percent; where they are not all of it, each with all of them. */
function sharesIn(rows: readonly ShareRow[], at: number, name: string, areAll: boolean): Share[] {
  const scale = 100 / wholeOf(rows, at);
  const shares = rows.flatMap(({ number, cells, texts }) => {
    const share = numberIn(cells[at]);
    const decimals = (/[.,](\d+)/.exec(texts[at] ?? '')?.[1]?.length ?? 0) - (scale === 100 ? 2 : 0);
    return share === undefined ? [] : [{ name, percent: share * scale, decimals, row: number, column: at + 1 }];
  });
  return areAll ? shares : shares.map((share) => ({ ...share, beside: shares }));
}

/** By how much a running percentage goes up from row to row, where it ends with all. */
function stepsIn(rows: readonly ShareRow[], at: number): Share[] {
  const shares = sharesIn(rows, at, '', true);
  const steps = shares.map((share, nth) => ({ ...share, percent: share.percent - (shares[nth - 1]?.percent ?? 0) }));
  const isRunning = steps.every(({ percent }) => percent >= 0) && Math.abs((shares.at(-1)?.percent ?? 0) - 100) < 0.2;
  return isRunning && steps.length > 1 ? steps : [];
}

/** Whether all numbers of a column have decimals or a sign for percent. */
function areFractions(rows: readonly ShareRow[], at: number): boolean {
  const texts = rows.flatMap(({ cells, texts: all }) => (numberIn(cells[at]) === undefined ? [] : (all[at] ?? '')));
  return texts.length > 1 && texts.every((text) => /\d[.,]\d+$|%$/.test(text));
}

/** The shares of one row alone, where they are all of it, as a program prints a vector of them. */
function sharesInRow([row]: readonly ShareRow[]): Share[] {
  if (row === undefined) return [];
  const shares = row.cells.flatMap((cell, at) => {
    const percent = numberIn(cell);
    const decimals = /\d[.,](\d+)$/.exec(row.texts[at] ?? '')?.[1]?.length ?? 0;
    return percent === undefined ? [] : [{ name: '', percent, decimals, row: row.number, column: at + 1 }];
  });
  const sum = shares.reduce((all, { percent }) => all + percent, 0);
  const areParts = shares.length > 1 && shares.every(({ percent, decimals }) => percent < 1 && decimals > 2);
  const ofHundred = shares.map((share) => ({ ...share, percent: share.percent * 100, decimals: share.decimals - 2 }));
  // Means of several that are each yes or no.
  if (areParts && Math.abs(sum - 1) > 0.002 * shares.length)
    return ofHundred.map((share) => ({ ...share, beside: ofHundred }));
  // Parts of one.
  if (Math.abs(sum - 1) <= 0.002 * shares.length && shares.length > 1 && shares.every(({ decimals }) => decimals > 2))
    return ofHundred;
  const isWhole = shares.length > 1 && Math.abs(sum - 100) <= (shares.length > 2 ? 0.1 * shares.length : 0.006);
  return isWhole && shares.every(({ decimals }) => decimals > 0) ? shares : [];
}

const pairs = (rows: readonly ShareRow[], at: number, other: number) =>
  rows.flatMap(({ cells }) => {
    const [one, two] = [numberIn(cells[at]), numberIn(cells[other])];
    return one === undefined || two === undefined ? [] : [[one, two] as const];
  });

/** What all of a group is in a column: one, where none of its shares is more. */
function wholeOf(rows: readonly ShareRow[], at: number): number {
  const all = rows.flatMap(({ cells }) => numberIn(cells[at]) ?? []);
  return all.every((share) => share <= 1) && all.some((share) => share > 0 && share < 1) ? 1 : 100;
}

/** The count of one row; none where something is missing, and `null` where the share cannot be one of whole people. */
function countBehind(
  { cells, texts }: ShareRow,
  at: number,
  size: number,
  whole: number,
): { count: number; most: number } | null | undefined {
  const [share, of] = [numberIn(cells[at]), numberIn(cells[size])];
  if (share === undefined || of === undefined) return undefined;
  if (share < 0 || share > whole || !Number.isInteger(of)) return null;
  const decimals = /[.,](\d+)/.exec(texts[at] ?? '')?.[1]?.length ?? 0;
  return countOfShare(share, of, whole, decimals) ?? null;
}

function hasRounded(rows: readonly ShareRow[], size: number): boolean {
  const counts = rows.flatMap(({ cells }) => numberIn(cells[size]) || []);
  return counts.length >= 5 && mayBeRounded(counts);
}

/** Whether all shares together are the whole, so that each is one of it and none of its row. */
function isDivided(rows: readonly ShareRow[], at: number): boolean {
  const all = rows.flatMap(({ cells }) => numberIn(cells[at]) ?? []);
  const sum = all.reduce((one, other) => one + other, 0);
  const whole = wholeOf(rows, at);
  return [whole, 2 * whole].some((one) => Math.abs(sum - one) <= (0.1 * all.length + 0.5) * (whole / 100));
}

/** Whether the shares are those of the counts in all of them. */
function isProportional(rows: readonly ShareRow[], at: number, count: number): boolean {
  const found = pairs(rows, at, count).filter(([share, of]) => share > 0 && of > 0);
  const [[first, firstOf] = [0, 1]] = found.toSorted(([, one], [, other]) => other - one);
  return (
    found.length > 1 &&
    found.every(
      ([share, of]) =>
        Math.abs(share - (first / firstOf) * of) <= 0.6 * Math.max(wholeOf(rows, at) / 1000, share * 0.05),
    )
  );
}
