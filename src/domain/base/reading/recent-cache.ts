/** What a process had in hand lately, by keys, at most so many: whatever was asked for or kept longest ago goes first. */
export class RecentCache<V> {
  readonly #most: number;
  readonly #values = new Map<string, V>();

  constructor(most: number) {
    this.#most = most;
  }

  known(key: string): V | undefined {
    return this.#values.get(key);
  }

  keep(key: string, value: V): V {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }

  get(key: string, make: () => V): V {
    return this.keep(key, this.#values.get(key) ?? make());
  }

  forget(key: string): void {
    this.#values.delete(key);
  }
}
