import { countIn, numberIn } from '../cell.ts';
import { KeptRows } from '../kept-rows.ts';
import { decimalsIn } from '../number.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { stageIn } from '../words/neutral.ts';
import { countOfShare } from './file-shares.ts';

const most = { rows: 200, columns: 40 } as const;
/** So many rows say of how many the shares are. */
const fewestShown = 2;

/** What stands where nothing was known, and hides nothing. */
const nothing = /^(?:\.\w?|\.{2,3}|[-–—]{1,2}|:|na|n\/a|nan|null|z)$/i;

/** Counts that are not shown: some beside their share, where the other rows say how many all are, or as one of a flow, which is what the others leave. */
export const startMaskedCounts: StartCheck = ({ rules, found }) => {
  const kept = new KeptRows<TableRow>(most.rows);
  return {
    row: (row) => {
      if (!kept.isFull && row.cells.length <= most.columns) kept.add(row);
    },
    end: () => {
      const width = Math.max(0, ...kept.all.map(({ cells }) => cells.length));
      for (let at = 0; at < width; at += 1) {
        const gone = maskedInFlow(kept.all, at, rules.minCount);
        if (gone !== undefined) found('suppressed-cell', gone.number, at + 1);
        const masked = kept.all.filter(({ cells }) => cells[at]?.kind === 'masked');
        const hasCounts = masked.length > 0 && kept.all.some(({ cells }) => countIn(cells[at]) !== undefined);
        for (const { number, texts } of hasCounts ? masked : [])
          if (!nothing.test(texts[at] ?? '')) found('masked-count', number, at + 1);
        for (let share = 0; masked.length > 0 && share < width; share += 1) {
          const size = share === at ? undefined : sizeBehind(kept.all, at, share);
          for (const row of size === undefined ? [] : masked) {
            const { count = 0 } = behind(row, share, size) ?? {};
            if (count > 0) found('suppressed-cell', row.number, at + 1);
          }
        }
      }
    },
  };
};

/** The one masked row of a flow: all, those who left, and last those who are left. Few of them are missing from the sum. */
function maskedInFlow(rows: readonly TableRow[], at: number, minCount: number): TableRow | undefined {
  const told = rows.filter(({ cells }) => cells[at]?.kind === 'number' || cells[at]?.kind === 'masked');
  const counts = told.map(({ cells }) => countIn(cells[at]));
  const gone = told.filter(({ cells }) => cells[at]?.kind === 'masked');
  const [all = 0, ...others] = counts;
  const known = others.flatMap((count) => count ?? []);
  const missing = all - known.reduce((sum, count) => sum + count, 0);
  const isFlow = gone.length === 1 && counts.at(-1) !== undefined && known.length === others.length - 1;
  const isLastMost = 2 * (known.at(-1) ?? 0) >= all;
  const saysSo = told.some(
    ({ labels: [label] }) => label !== undefined && (label.isMissing || stageIn(label.words) !== undefined),
  );
  return isFlow && saysSo && known.length > 1 && isLastMost && missing > 0 && missing < minCount ? gone[0] : undefined;
}

/** Of how many a column of shares is, by the counts of another one; undefined where they are not the shares of these. */
function sizeBehind(rows: readonly TableRow[], at: number, share: number): number | undefined {
  const shown = rows.filter(({ cells }) => (countIn(cells[at]) ?? 0) > 0 && isShare(numberIn(cells[share])));
  const [largest] = shown.toSorted((one, other) => (countIn(other.cells[at]) ?? 0) - (countIn(one.cells[at]) ?? 0));
  if (largest === undefined || shown.length < fewestShown) return undefined;
  const size = Math.round((100 * (countIn(largest.cells[at]) ?? 0)) / (numberIn(largest.cells[share]) ?? 1));
  return shown.every((row) => behind(row, share, size)?.count === countIn(row.cells[at])) ? size : undefined;
}

function behind({ cells, texts }: TableRow, at: number, size = 0) {
  const share = numberIn(cells[at]);
  const decimals = decimalsIn(texts[at] ?? '');
  return isShare(share) && decimals > 0 ? countOfShare(share, size, 100, decimals) : undefined;
}

const isShare = (share: number | undefined): share is number => share !== undefined && share > 0 && share <= 100;
