/** More texts, and longer ones, are no cells of one row. */
const most = { texts: 60, signs: 40 } as const;

/** Texts of elements that hold nothing else: those of one element around them are the cells of a row, where each may be one. */
export class Leaves {
  readonly #tell: (line: string) => void;
  #depth = 0;
  #texts: string[] = [];

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Takes the text of an element in one that lies so deep. */
  take(text: string, depth: number): void {
    if (depth !== this.#depth || this.#texts.length === most.texts) this.flush();
    this.#depth = depth;
    this.#texts.push(text);
  }

  /** Ends the element that lies so deep. */
  end(depth: number): void {
    if (depth !== this.#depth) return;
    const areCells =
      this.#texts.length > 1 && this.#texts.every((text) => text.length <= most.signs && !/[.;:!?]$/.test(text));
    if (areCells) this.#texts = [this.#texts.join('   ')];
    this.flush();
  }

  /** Tells each text as a line of its own. */
  flush(): void {
    for (const text of this.#texts.splice(0)) this.#tell(text);
  }
}
