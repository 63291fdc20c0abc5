import { type Cell, countIn } from '../cell.ts';
import { numberOf } from '../number.ts';
import { countOfShare, type Share } from './file-shares.ts';
import { mayBeYear, wholeNumbersIn } from './rounding.ts';

/** Of more different numbers two lie close by chance, and nobody can tell what a share is of. */
const mostSizes = 8;
/** Smaller ones are seldom how many all are. */
const fewestOfAll = 60;
const mostShares = 500;

const percentage = /(?<![\d.,])(\d{1,2}(?:[.,](\d{1,3}))?) ?\\?%/g;

/** The large numbers of a file that has few of them, and its percentages, wherever they stand: two together may give a small count. */
export class FileNumbers {
  readonly #sizes = new Set<number>();
  readonly #shares = new Map<string, Pick<Share, 'percent' | 'decimals'>>();

  line(text: string): void {
    if (this.#isFull || !/\d/.test(text)) return;
    for (const number of wholeNumbersIn(text)) this.#size(number);
    for (const [, share = '', decimals = ''] of text.matchAll(percentage))
      this.share({ percent: numberOf(share) ?? 0, decimals: decimals.length });
  }

  cell(cell: Cell, text: string): void {
    if (this.#isFull) return;
    const count = countIn(cell);
    if (count !== undefined && !mayBeYear(count)) this.#size(count);
    if (text.includes('%')) this.line(text);
  }

  share({ percent, decimals }: Pick<Share, 'percent' | 'decimals'>): void {
    if (this.#shares.size < mostShares) this.#shares.set(`${percent} ${decimals}`, { percent, decimals });
  }

  /** Whether two of the numbers differ by so few, or a percentage is of so few of one. */
  mayGive(minCount: number): boolean {
    if (this.#isFull) return false;
    const sizes = [...this.#sizes].sort((one, other) => one - other);
    const isClose = sizes.some((size, at) => size - (sizes[at - 1] ?? 0) < minCount);
    return isClose || sizes.some((size) => [...this.#shares.values()].some((share) => isFew(share, size, minCount)));
  }

  get #isFull(): boolean {
    return this.#sizes.size > mostSizes;
  }

  #size(number: number): void {
    if (number >= fewestOfAll) this.#sizes.add(number);
  }
}

function isFew({ percent, decimals }: Pick<Share, 'percent' | 'decimals'>, size: number, minCount: number): boolean {
  const found = countOfShare(percent, size, 100, decimals);
  return found !== undefined && found.count > 0 && found.most < minCount;
}
