/**
 * The time of the stand-ins, in milliseconds since 1970: the machine's, plus an offset that tests make larger. Azurite itself
 * keeps the machine's time.
 */
export class MovableTime {
  #offset: number;

  constructor(offset: number) {
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  readonly now = (): number => Date.now() + this.#offset;

  /** Moves time forward. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}
