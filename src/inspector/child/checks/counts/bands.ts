import { numberIn } from '../cell.ts';
import type { TableRow } from '../table-check.ts';

const band = /^[[(](-?[\d.]+), ?(-?[\d.]+)[\])]$/;

/** Bands in the first of two columns, as `(30, 45]`: pandas heads their counts with the name of what was cut, which then names no values. */
export class Bands {
  #rows = 0;
  #banded = 0;
  #beyond = 0;

  row({ texts, cells }: TableRow): void {
    const value = numberIn(cells[1]);
    if (value === undefined) return;
    this.#rows += 1;
    const [, from, to] = band.exec(texts[0] ?? '') ?? [];
    if (from === undefined) return;
    this.#banded += 1;
    if (value < Number(from) || value > Number(to)) this.#beyond += 1;
  }

  /** Whether each row is a band, and most numbers lie outside of theirs, as no value does. */
  get areCounted(): boolean {
    return this.#rows > 1 && this.#banded === this.#rows && 2 * this.#beyond > this.#rows;
  }
}
