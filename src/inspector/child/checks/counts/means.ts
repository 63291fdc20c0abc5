import { countIn, numberIn } from '../cell.ts';
import { KeptRows } from '../kept-rows.ts';
import type { Label } from '../label.ts';
import type { StartCheck, TableRow } from '../table-check.ts';
import { words } from '../words/folded.ts';

const mostRows = 200;
/** Heads of what may be a mean of zeros and ones. */
const means = words(
  'mean avg average moyenne media mittel mittelwert prevalence prévalence prevalencia prävalenz proportion prop rate share',
);

interface Behind {
  readonly count: number;
  /** The number is told so exactly that no other whole number gives it, but by a rare chance. */
  readonly isSure: boolean;
  readonly isWhole: boolean;
}

/**
 * A mean of zeros and ones beside how many they are: both together are a count. It is one where its digits leave no other, or where each row
 * gives a whole number.
 */
export const startMeans: StartCheck = ({ rules, header, found }) => {
  const counts = header.flatMap((label, at) => (label.counts ? [at] : []));
  const size = counts.length === 1 ? (counts[0] ?? -1) : -1;
  const columns = size < 0 ? [] : header.flatMap((label, at) => (isMean(label) ? [at] : []));
  const kept = new KeptRows<TableRow>(mostRows);
  return {
    row: (row) => {
      if (columns.length > 0) kept.add(row);
    },
    end: () => {
      for (const at of columns) {
        const behind = kept.all.map((row) => countBehind(row, at, size));
        const areWhole = behind.length > 1 && behind.every((one) => one?.isWhole);
        for (const [nth, one] of behind.entries()) {
          const isTold = one !== undefined && (one.isSure || areWhole);
          if (isTold && one.count >= 1 && one.count < rules.minCount)
            found('small-rate', kept.all[nth]?.number ?? 1, at + 1);
        }
      }
    },
  };
};

const isMean = (label: Label) => !label.counts && label.words.some((word) => means.has(word));

function countBehind({ cells, texts }: TableRow, at: number, size: number): Behind | undefined {
  const [mean, people] = [numberIn(cells[at]), countIn(cells[size])];
  if (mean === undefined || people === undefined || mean <= 0 || mean >= 1) return undefined;
  const step = 10 ** -(/[.,](\d+)/.exec(texts[at] ?? '')?.[1]?.length ?? 0);
  const count = Math.round(mean * people);
  const off = Math.abs(mean * people - count);
  return { count, isSure: step * people < 0.02 && off <= (step * people) / 2, isWhole: off < 1e-6 };
}
