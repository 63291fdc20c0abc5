/** Remembers what is being read by its key, so that several who ask for one thing at the same time share one reading of it. */
export class ReadTogether<T> {
  readonly #readings = new Map<string, Promise<T>>();

  read(key: string, reading: () => Promise<T>): Promise<T> {
    const known = this.#readings.get(key) ?? reading();
    this.#readings.set(key, known);
    return known;
  }

  forget(): void {
    this.#readings.clear();
  }
}
