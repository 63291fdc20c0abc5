import type { Label } from '../label.ts';
import type { TableRow } from '../table-check.ts';

/** So many columns at the left may name groups. */
const most = 4;
/** So many times the column has to go on within one group. */
const fewest = 2;

/** Which numbers at the left of a long table name its groups: in order, and again from the beginning for each group to their left. */
export class LeadingKeys {
  #last: readonly string[] | undefined;
  readonly #compared = [0, 0, 0, 0];
  readonly #repeats = [0, 0, 0, 0];
  readonly #isOrdered = [true, true, true, true];

  row({ texts }: TableRow): void {
    const last = this.#last;
    this.#last = texts;
    for (let at = 0; last !== undefined && at < most; at += 1) {
      const one = Number(last[at]);
      const next = Number(texts[at]);
      this.#compared[at] = (this.#compared[at] ?? 0) + 1;
      if (next < one || Number.isNaN(next)) this.#isOrdered[at] = false;
      if (last[at] !== texts[at]) break;
      this.#repeats[at] = (this.#repeats[at] ?? 0) + 1;
    }
  }

  /** Whether a column of numbers is such a key: the first only when it repeats, another only within groups that do. */
  has(at: number): boolean {
    if (at >= most || this.#isOrdered[at] !== true) return false;
    if (at === 0) return (this.#repeats[0] ?? 0) >= fewest;
    return (this.#repeats[at - 1] ?? 0) >= fewest && (this.#compared[at] ?? 0) >= fewest;
  }
}

/** Whether a column without a head, behind others without one, holds the values that are counted further right: `Valid  3  Frequency`. */
export function isLevel(header: readonly Label[], at: number): boolean {
  const isBare = header.slice(0, at + 1).every(({ words }) => words.length === 0);
  return isBare && header.slice(at + 1).some(({ counts }) => counts);
}
