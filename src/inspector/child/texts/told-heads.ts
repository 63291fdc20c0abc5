const named = /^@attribute\s+('[^']{1,80}'|"[^"]{1,80}"|\S{1,80})/i;

/** Whether a table says first which columns it has, as Weka writes it: `@relation`, `@attribute age numeric`, `@data`. */
export const tellsHeads = (beginning: string): boolean =>
  /^(?:%[^\n]*\n|\s)*@relation\b/i.test(beginning.slice(0, 4000));

/** Takes the rows of such a table up to its data, and gives the heads that its columns have. */
export class ToldHeads {
  readonly #names: string[] = [];

  /** The heads, once a row says that the data begin. */
  take(line: string): readonly string[] | undefined {
    const [, name] = named.exec(line) ?? [];
    if (name !== undefined) this.#names.push(name.replace(/^(['"])(.*)\1$/, '$2'));
    return /^@data\b/i.test(line) ? this.#names : undefined;
  }
}
