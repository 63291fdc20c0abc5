import { type Cell, countIn } from '../cell.ts';
import { wordsIn } from '../label.ts';
import { isWave } from '../missing/waves.ts';
import { numberOf } from '../number.ts';
import { stageIn } from '../words/neutral.ts';
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
  /** With the stages of a study, or the times, that are named beside each. */
  readonly #sizes = new Map<number, Set<string>>();
  readonly #shares = new Map<string, Pick<Share, 'percent' | 'decimals'>>();

  /** A line, or the text of a cell. `own`: the words that name its row. */
  take(text: string, cell: Cell | undefined, own: readonly string[] = []): void {
    if (this.#isFull) return;
    if (cell === undefined || text.includes('%')) this.#line(text);
    const count = countIn(cell);
    if (count !== undefined && !mayBeYear(count)) this.#size(count, stageOf(own));
  }

  share({ percent, decimals }: Pick<Share, 'percent' | 'decimals'>): void {
    if (this.#shares.size < mostShares) this.#shares.set(`${percent} ${decimals}`, { percent, decimals });
  }

  /** Whether two of the numbers differ by so few, or a percentage is of so few of one. */
  mayGive(minCount: number): boolean {
    if (this.#isFull) return false;
    const sizes = this.#inOrder;
    const isClose = sizes.some((size, at) => size - (sizes[at - 1] ?? 0) < minCount);
    return isClose || sizes.some((size) => [...this.#shares.values()].some((share) => isFew(share, size, minCount)));
  }

  /** Whether two of them, each of a stage of its own, differ by so few: these left between the one and the other. */
  areOfStages(minCount: number): boolean {
    if (this.#isFull) return false;
    const sizes = this.#inOrder;
    return sizes.some((size, at) => {
      const before = sizes[at - 1] ?? 0;
      const [one, other] = [this.#sizes.get(size) ?? [], this.#sizes.get(before) ?? []];
      return size - before < minCount && [...one].some((stage) => [...other].some((those) => those !== stage));
    });
  }

  get #inOrder(): number[] {
    return [...this.#sizes.keys()].sort((one, other) => one - other);
  }

  get #isFull(): boolean {
    return this.#sizes.size > mostSizes;
  }

  #line(text: string): void {
    if (!/\d/.test(text)) return;
    const stage = stageOf(wordsIn(text.replaceAll(/\d{3,}/g, '')));
    for (const number of wholeNumbersIn(text)) this.#size(number, stage);
    for (const [, share = '', decimals = ''] of text.matchAll(percentage))
      this.share({ percent: numberOf(share) ?? 0, decimals: decimals.length });
  }

  #size(number: number, stage: string | undefined): void {
    if (number < fewestOfAll) return;
    const stages = this.#sizes.get(number) ?? new Set();
    this.#sizes.set(number, stages);
    if (stage !== undefined) stages.add(stage);
  }
}

const stageOf = (words: readonly string[]): string | undefined =>
  stageIn(words) ?? (words.length > 1 && isWave(words.slice(0, 2)) ? words.slice(0, 2).join(' ') : undefined);

function isFew({ percent, decimals }: Pick<Share, 'percent' | 'decimals'>, size: number, minCount: number): boolean {
  const found = countOfShare(percent, size, 100, decimals);
  return found !== undefined && found.count > 0 && found.most < minCount;
}
