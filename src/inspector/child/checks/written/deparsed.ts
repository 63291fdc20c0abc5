/** A value as R writes it for itself, `structure(c(a = 1L), class = "table")`. */
export type Deparsed = string | DeparsedCall;

export interface DeparsedCall {
  readonly name: string;
  readonly args: readonly { readonly name: string | undefined; readonly value: Deparsed }[];
}

/** More layers are none that a table has. */
const mostLayers = 20;
const token = /\s*("(?:[^"\\]|\\.)*"|`[^`]*`|-?\d[\w.]*(?:e[-+]\d+)?L?|-?[A-Za-z.][\w.]*|[(),=:-])/y;

/** Reads what `dput` wrote; undefined where it is no such value from the first to the last sign. */
export function deparsed(text: string): DeparsedCall | undefined {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const whole = text.trimEnd();
  while (token.lastIndex < whole.length) {
    const found = token.exec(whole)?.[1];
    if (found === undefined) return undefined;
    tokens.push(found);
  }
  const reader = new Reader(tokens);
  const value = reader.value(0);
  return reader.isAtEnd && typeof value === 'object' ? value : undefined;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  /** A call, or a single value without what marks it as text or whole. */
  value(layer: number): Deparsed | undefined {
    const first = this.#tokens[this.#at];
    if (first === undefined || layer > mostLayers || /^[(),=:]$/.test(first)) return undefined;
    this.#at += 1;
    if (this.#take('(')) return this.#call(first, layer);
    if (!this.#take(':')) return bare(first);
    const last = this.#tokens[this.#at];
    this.#at += 1;
    return last === undefined
      ? undefined
      : { name: ':', args: [first, last].map((one) => ({ name: undefined, value: bare(one) })) };
  }

  #call(name: string, layer: number): DeparsedCall | undefined {
    const args: { name: string | undefined; value: Deparsed }[] = [];
    while (!this.#take(')')) {
      if (this.isAtEnd) return undefined;
      const isNamed = this.#tokens[this.#at + 1] === '=';
      const label = isNamed ? bare(this.#tokens[this.#at] ?? '') : undefined;
      if (isNamed) this.#at += 2;
      const value = this.value(layer + 1);
      if (value === undefined) return undefined;
      args.push({ name: label, value });
      this.#take(',');
    }
    return { name, args };
  }

  #take(sign: string): boolean {
    if (this.#tokens[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}

function bare(text: string): string {
  if (/^["`]/.test(text)) return text.slice(1, -1);
  return text.replace(/^(-?\d+)L$/, '$1');
}
