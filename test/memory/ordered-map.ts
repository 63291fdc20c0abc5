/** What stands under names. They are put in order only after one has come or gone. */
export class OrderedMap<T> {
  readonly #standing = new Map<string, T>();
  #inOrder: readonly string[] | undefined;

  get size(): number {
    return this.#standing.size;
  }

  get(name: string): T | undefined {
    return this.#standing.get(name);
  }

  has(name: string): boolean {
    return this.#standing.has(name);
  }

  /** All names, in ascending order. */
  keys(): readonly string[] {
    this.#inOrder ??= [...this.#standing.keys()].sort();
    return this.#inOrder;
  }

  /** The names that are not before this one, in ascending order. */
  *keysFrom(first: string): Generator<string> {
    const names = this.keys();
    let [low, high] = [0, names.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((names[middle] ?? '') < first) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < names.length; at += 1) yield names[at] ?? '';
  }

  set(name: string, value: T): void {
    if (!this.#standing.has(name)) this.#inOrder = undefined;
    this.#standing.set(name, value);
  }

  delete(name: string): void {
    if (this.#standing.delete(name)) this.#inOrder = undefined;
  }
}
