/** Columns further to the right are not counted. */
const mostColumns = 2000;
const [quote, zero, nine] = [0x22, 0x30, 0x39];
const [lineFeed, carriageReturn, space] = [0x0a, 0x0d, 0x20];

/** Counts the cells of a table of any size by its bytes, column by column, and keeps none of them. */
export class TableCounter {
  rows = 0;
  cells = 0;
  /** Rows with another number of cells than the first. */
  ragged = 0;
  /** Whole numbers above zero and below the limit, by column. */
  readonly small = new Float64Array(mostColumns);
  readonly #delimiter: number;
  readonly #limit: number;
  #columns = 0;
  #column = 0;
  #value = 0;
  #digits = 0;
  /** Something else than a whole number stands in the cell. */
  #isOther = false;
  #isEmpty = true;
  #isQuoted = false;
  /** The cell began with a quote, so two of them in it stand for one. */
  #hasQuotes = false;

  constructor(delimiter: string, limit: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#limit = limit;
  }

  take(bytes: Uint8Array): void {
    const rows = this.rows;
    const wasQuoted = this.#isQuoted;
    this.#takeAll(bytes);
    // A quote that nobody closes must not hide the rest of a table.
    if (wasQuoted && this.#isQuoted && this.rows === rows) {
      this.#isQuoted = false;
      this.ragged += 1;
    }
  }

  #takeAll(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= zero && byte <= nine) {
        this.#value = this.#value * 10 + byte - zero;
        this.#digits += 1;
      } else if (byte === this.#delimiter && !this.#isQuoted) this.#endCell();
      else if (byte === lineFeed && !this.#isQuoted) this.#endRow();
      else if (byte === quote) this.#quote();
      else if (byte !== carriageReturn && byte !== space) this.#other();
    }
  }

  end(): void {
    this.#endRow();
  }

  #quote(): void {
    this.#hasQuotes ||= this.#isEmpty && this.#digits === 0;
    this.#isQuoted = this.#hasQuotes && !this.#isQuoted;
  }

  #other(): void {
    this.#isEmpty = false;
    this.#isOther = true;
  }

  #endCell(): void {
    const isWhole = this.#digits > 0 && !this.#isOther;
    if (isWhole && this.#value > 0 && this.#value < this.#limit && this.#column < mostColumns)
      this.small[this.#column] = (this.small[this.#column] ?? 0) + 1;
    this.#column += 1;
    this.#value = 0;
    this.#digits = 0;
    this.#isOther = false;
    this.#isEmpty = true;
    this.#hasQuotes = false;
  }

  /** Empty lines are no rows. */
  #endRow(): void {
    const isBlank = this.#column === 0 && this.#digits === 0 && this.#isEmpty;
    if (isBlank) return;
    this.#endCell();
    if (this.#columns === 0) this.#columns = this.#column;
    else if (this.#column !== this.#columns) this.ragged += 1;
    this.rows += 1;
    this.cells += this.#column;
    this.#column = 0;
    this.#isQuoted = false;
  }
}
