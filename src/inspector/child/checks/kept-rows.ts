import type { Cell } from './cell.ts';

/** All that the rules keep of one table must have room in a child, beside what its reader holds. */
const mostCells = 50_000;

/** The first rows of a table, for a rule that holds them against each other: so many, and none behind the last that has room. */
export class KeptRows<Row extends { readonly cells: readonly Cell[] }> {
  readonly all: Row[] = [];
  readonly #most: number;
  #room = mostCells;

  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#room < 0 || this.all.length === this.#most;
  }

  add(row: Row): void {
    this.#room -= row.cells.length;
    if (this.#room >= 0 && this.all.length < this.#most) this.all.push(row);
  }
}
