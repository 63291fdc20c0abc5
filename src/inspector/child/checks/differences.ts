import { type Cell, countIn } from './cell.ts';
import { type Label, labelOf } from './label.ts';
import type { StartCheck } from './table-check.ts';
import { leavingWords, runningWords } from './words/neutral.ts';

function has({ words: own }: Label, those: ReadonlySet<string>): boolean {
  for (const word of own) if (those.has(word)) return true;
  return false;
}

/** Whether a head says that it is of all, in a few words. */
export function isTotal(label: Label): boolean {
  return label.isTotal && !has(label, leavingWords);
}

/** So many small differences of one column are told. */
const mostTold = 100;
/** A row is held to so many before it, and to none that is wider: there is no room for them. */
const mostBefore = { rows: 20, columns: 1000 } as const;

/** Small counts that one number gives when another is taken from it: the steps of a running total, and all of a group less all but a few. */
export const startDifferences: StartCheck = ({ rules, header, found }) => {
  const isSmall = (count: number) => count > 0 && count < rules.minCount;
  const sums = header.flatMap((label, at) =>
    has(label, runningWords) && !label.isPercent ? [new RunningTotal(at)] : [],
  );
  const pairs = header.flatMap((label, at) => {
    if (!isPart(label)) return [];
    const whole = header.findIndex((other) => isWholeOf(other, label));
    return whole < 0 ? [] : [{ whole, at, isOrdered: true, small: [] as number[] }];
  });
  let before: { readonly label: Label; readonly cells: readonly Cell[] }[] = [];
  return {
    row: ({ number, cells, labels, texts: [name = ''] }) => {
      for (const sum of sums) sum.take(cells[sum.at], number, isSmall);
      for (const pair of pairs) {
        const [all, some] = [countIn(cells[pair.whole]), countIn(cells[pair.at])];
        if (all === undefined || some === undefined) continue;
        pair.isOrdered &&= all >= some;
        if (isSmall(all - some) && pair.small.length < mostTold) pair.small.push(number);
      }
      const label = labels[0] ?? nameOf(name);
      if (label === undefined) return;
      if (!isPart(label)) {
        if (cells.length <= mostBefore.columns) before.push({ label, cells });
        if (before.length > 2 * mostBefore.rows) before = before.slice(-mostBefore.rows);
        return;
      }
      const whole = before.slice(-mostBefore.rows).findLast((one) => isWholeOf(one.label, label, true));
      for (const [at, cell] of whole === undefined ? [] : cells.entries()) {
        const [all, some] = [countIn(whole?.cells[at]), countIn(cell)];
        if (all !== undefined && some !== undefined && isSmall(all - some)) found('small-difference', number, at + 1);
      }
    },
    end: () => {
      for (const { at, small } of pairs.filter(({ isOrdered }) => isOrdered))
        for (const row of small) found('small-difference', row, at + 1);
      for (const sum of sums) for (const row of sum.small()) found('small-difference', row, sum.at + 1);
    },
  };
};

/** Whether one head is of all, and the other of all but some: it says so, and has the same words before, or the first says "all". */
function isWholeOf(whole: Label, part: Label, mayBeAbove = false): boolean {
  if (part.words.includes('numerator')) return whole.words.includes('denominator');
  const at = part.words.findIndex((word) => leavingWords.has(word));
  if (at < 0 || has(whole, leavingWords)) return false;
  const before = part.words.slice(0, at).join(' ');
  // What begins so is less than whatever stands above it.
  if (at === 0 && part.words.length > 1 && mayBeAbove) return true;
  return whole.isTotal || (before !== '' && before === whole.words.join(' '));
}

/** A name with its value behind it, which is the head of no row elsewhere. */
const nameOf = (text: string): Label | undefined => (text.endsWith(':') ? labelOf(text) : undefined);

/** Whether a head is of all but some, or of some beside how many all are. */
const isPart = (label: Label): boolean => has(label, leavingWords) || label.words.includes('numerator');

class RunningTotal {
  readonly at: number;
  readonly #small: number[] = [];
  #last = 0;
  #steps = 0;
  #others = 0;

  constructor(at: number) {
    this.at = at;
  }

  take(cell: Cell | undefined, row: number, isSmall: (count: number) => boolean): void {
    const count = countIn(cell);
    if (count === undefined || count < this.#last) {
      if (cell?.kind === 'number') this.#others += 1;
    } else {
      this.#steps += 1;
      if (isSmall(count - this.#last) && this.#small.length < mostTold) this.#small.push(row);
    }
    this.#last = count ?? this.#last;
  }

  /** Where it steps up by few; nowhere where most of it does not go up, as shares do. */
  small(): readonly number[] {
    return this.#steps > 2 && this.#others <= this.#steps / 3 ? this.#small : [];
  }
}
