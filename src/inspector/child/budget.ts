/** All that is told of one file: longer ones are read in part, so that neither time nor memory depends on what a file claims. */
const mostTold = 64 * 1024 * 1024;
/** No cell of a workbook can have more characters. */
const longestCell = 32_767;

/** Thrown where a file has more in it than is told. */
export class EnoughError extends Error {
  override readonly name = 'EnoughError';
}

/** Counts what is told of a file. One text that is named a million times costs as much as a million texts. */
export class Budget {
  #left: number;
  #told = 0;
  #cut = 0;

  constructor(most = mostTold) {
    this.#left = most;
  }

  /** Whether a cell was longer than any should be, so that its end was not told. */
  get hasCut(): boolean {
    return this.#cut > 0;
  }

  /** The share of what was read that was told: cells may be cut. */
  get share(): number {
    return this.#cut === 0 ? 1 : this.#told / (this.#told + this.#cut);
  }

  spend(characters: number): void {
    this.#left -= characters + 1;
    if (this.#left < 0) throw new EnoughError('More is in the file than is told of one');
  }

  /** The cell, or the beginning of one that is too long. */
  cell(text: string): string {
    const told = text.length > longestCell ? text.slice(0, longestCell) : text;
    this.spend(told.length);
    this.#told += told.length;
    this.#cut += text.length - told.length;
    return told;
  }
}
