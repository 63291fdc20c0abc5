import { mostCounted } from '../../../domain/inspection/evidence.ts';
import { type Cell, countIn, numberIn } from './cell.ts';
import { startShares } from './counts/shares.ts';
import { columnOfLevels } from './ends/levels.ts';
import type { Label } from './label.ts';
import type { StartCheck, TableRow } from './table-check.ts';
import { scaleWords } from './words/neutral.ts';

const parts = new Set(['proportion', 'prop', 'share', 'fraction']);
const unscaled = new Set(['rate', 'prevalence', 'incidence']);

/** Shares of a whole group, and rates that stand for a small count. */
export const startRates: StartCheck = (table) => {
  const { rules, header, found } = table;
  const shares = startShares(table);
  const denominator = header.findIndex(isOfPeople);
  // Percentages that name quantiles are no shares.
  const levels = columnOfLevels(header);
  const scales = header.map((label, at) => (at === denominator ? undefined : scaleOf(label)));
  const mayMatter = header.map((label, at) => label.isPercent || scales[at] !== undefined);
  const wholes = new Wholes();
  return {
    row: (row) => {
      shares.row(row);
      const { cells, labels, number } = row;
      const isUsual = labels.some((label) => label.isTotal || label.isUnremarkable);
      const isPercentRow = labels.some((label) => label.isPercent && !label.counts);
      const inRow: { at: number; share: number }[] = [];
      for (let at = 0; at < cells.length; at += 1) {
        if (cells[at]?.kind === 'text') wholes.text(at);
        const cell = at === levels ? undefined : cells[at];
        if (cell?.kind !== 'counted' && (cell?.kind !== 'number' || !(mayMatter[at] || isPercentRow || cell.isPercent)))
          continue;
        const share = isUsual ? undefined : shareIn(cell, header[at], isPercentRow);
        if (share !== undefined) inRow.push({ at, share });
        if (share === 0 && cell.kind === 'number') found('zero-count', number, at + 1);
        const count = countBehind(numberIn(cell), numberIn(cells[denominator]), scales[at]);
        if (count > 0 && count < rules.minCount && !isShown(count, row, [at, denominator]))
          found('small-rate', number, at + 1);
      }
      // All of each group are in the line of totals.
      const isWhole = inRow.length > 1 && inRow.every(({ share }) => share === 100);
      for (const { at, share } of isWhole ? [] : inRow) wholes.take(at, share, number);
    },
    end: () => {
      shares.end();
      for (const [row, at] of wholes.told()) found('whole-group', row, at + 1);
    },
  };
};

/** Whether a head says how many people a rate is of, or how long they were followed. */
const isOfPeople = ({ isDenominator, isPersonTime, words }: Label): boolean =>
  (isDenominator || isPersonTime) && !words.some((word) => scaleWords.has(word) || word === 'per');

/** How many a rate stands for; none where something is not told. */
function countBehind(rate: number | undefined, people: number | undefined, scale: Scale | undefined): number {
  if (scale === undefined || people === undefined || rate === undefined) return 0;
  return Math.round((rate * people) / scaleFor(scale, rate));
}

/** Whether a count that a rate gives stands in its row anyway, where the rule about counts minds it. */
function isShown(count: number, { cells }: TableRow, aside: readonly number[]): boolean {
  return cells.some((cell, at) => !aside.includes(at) && Math.abs((countIn(cell) ?? Number.NaN) - count) <= 1);
}

/** Shares that are all of a group; a column in which each one is, is one of totals. */
class Wholes {
  readonly #columns = new Map<number, { shares: number; rows: number[]; last: number; isRising: boolean }>();
  readonly #texts = new Map<number, number>();

  /** Where most are words, `100 %` is one of the names. */
  text(at: number): void {
    this.#texts.set(at, 1 + (this.#texts.get(at) ?? 0));
  }

  take(at: number, share: number, row: number): void {
    const known = this.#columns.get(at);
    const column = known ?? { shares: 0, rows: [], last: 0, isRising: true };
    if (known === undefined) this.#columns.set(at, column);
    column.shares += 1;
    column.isRising &&= share > column.last;
    column.last = share;
    if (share === 100 && column.rows.length < mostCounted) column.rows.push(row);
  }

  told(): (readonly [row: number, at: number])[] {
    return [...this.#columns].flatMap(([at, { shares, rows, isRising }]) =>
      (rows.length === shares && shares > 1) ||
      // Shares that add up, line by line.
      (isRising && shares > 2) ||
      (this.#texts.get(at) ?? 0) > shares
        ? []
        : rows.map((row) => [row, at] as const),
    );
  }
}

/** By what a rate is multiplied; `unknown` where only its size tells. */
type Scale = number | 'unknown';

function scaleOf({ words, isPercent, isUnremarkable }: Label): Scale | undefined {
  const per = words.indexOf('per');
  if (per >= 0) return perOf(words.slice(per + 1));
  const [rate, ...scale] = words;
  if (/^rat[eaio]$|^taxa?$|^tasa$|^quote$/.test(rate ?? '') && scale[0]?.startsWith('1')) return perOf(scale);
  if (isPercent) return isUnremarkable ? undefined : 100;
  if (words.some((word) => parts.has(word))) return 1;
  return words.some((word) => unscaled.has(word)) ? 'unknown' : undefined;
}

function scaleFor(scale: Scale, rate: number): number {
  if (scale !== 'unknown') return scale;
  return rate <= 1 ? 1 : 100;
}

/** The number behind `per`: `1000`, `1,000` in two words, `100k`, `million`. */
function perOf(words: readonly string[]): number | undefined {
  const digits = /^\d*/.exec(words.slice(0, 3).join(''))?.[0] ?? '';
  const rest = words.find((word) => !/^\d/.test(word)) ?? '';
  if (digits === '') return rest === 'million' ? 1_000_000 : undefined;
  return Number(digits) * (rest === 'k' || rest === 'thousand' ? 1000 : 1);
}

/** The share of people that a cell holds, in percent, where all or nothing of them would tell something. */
function shareIn(cell: Cell, column: Label | undefined, isPercentRow: boolean): number | undefined {
  if (column?.isUnremarkable || column?.isTotal) return undefined;
  if (cell.kind === 'counted') return cell.isSure ? cell.share : undefined;
  if (cell.kind !== 'number') return undefined;
  return (column?.isPercent && !column.counts) || cell.isPercent || isPercentRow ? cell.value : undefined;
}
