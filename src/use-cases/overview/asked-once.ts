import type { Clock } from '../../ports/ports.ts';

/** What was asked longer ago is asked again: a long sweep must not act on what stood when it began. */
const minute = 60_000;

/** What one sweep asks for once, whichever parts need it; again after a failure, a minute, or a write of its own. */
export class AskedOnce<T> {
  readonly #ask: () => Promise<T>;
  readonly #clock: Clock;
  readonly #freshMs: number;
  #asked: { readonly at: number; readonly answer: Promise<T> } | undefined;

  constructor(clock: Clock, ask: () => Promise<T>, freshMs = minute) {
    this.#clock = clock;
    this.#ask = ask;
    this.#freshMs = freshMs;
  }

  async answer(): Promise<T> {
    const now = this.#clock.now().getTime();
    if (this.#asked === undefined || now - this.#asked.at >= this.#freshMs)
      this.#asked = { at: now, answer: this.#ask() };
    const asked = this.#asked;
    try {
      return await asked.answer;
    } catch (error) {
      if (this.#asked === asked) this.#asked = undefined;
      throw error;
    }
  }

  forget(): void {
    this.#asked = undefined;
  }
}

/** The same for each of many. */
export class EachAskedOnce<T> {
  readonly #each = new Map<string, AskedOnce<T>>();
  readonly #ask: (key: string) => Promise<T>;
  readonly #clock: Clock;

  constructor(clock: Clock, ask: (key: string) => Promise<T>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  answer(key: string): Promise<T> {
    const known = this.#each.get(key) ?? new AskedOnce(this.#clock, () => this.#ask(key));
    this.#each.set(key, known);
    return known.answer();
  }

  /** The same write, after which that one is asked again. */
  async behind<R>(key: string, write: Promise<R>): Promise<R> {
    try {
      return await write;
    } finally {
      this.#each.delete(key);
    }
  }
}

interface Listing<T> {
  readonly at: number;
  readonly items: T[];
  readonly rest: AsyncIterator<T>;
  isWhole: boolean;
  reading: Promise<void> | undefined;
}

/** The same of a list. Whoever stops early leaves the rest to those behind. */
export class ListedOnce<T> {
  readonly #list: () => AsyncIterable<T>;
  readonly #clock: Clock;
  #listing: Listing<T> | undefined;

  constructor(clock: Clock, list: () => AsyncIterable<T>) {
    this.#clock = clock;
    this.#list = list;
  }

  async *all(): AsyncGenerator<T> {
    const listing = this.#current();
    for (let given = 0; ; ) {
      const known = listing.items.slice(given);
      given += known.length;
      yield* known;
      if (given < listing.items.length) continue;
      if (listing.isWhole) return;
      listing.reading ??= this.#readOn(listing);
      await listing.reading;
    }
  }

  forget(): void {
    this.#listing = undefined;
  }

  #current(): Listing<T> {
    const at = this.#clock.now().getTime();
    const known = this.#listing;
    if (known !== undefined && at - known.at < minute) return known;
    const rest = this.#list()[Symbol.asyncIterator]();
    this.#listing = { at, items: [], rest, isWhole: false, reading: undefined };
    return this.#listing;
  }

  async #readOn(listing: Listing<T>): Promise<void> {
    try {
      const next = await listing.rest.next();
      if (next.done) listing.isWhole = true;
      else listing.items.push(next.value);
    } catch (error) {
      if (this.#listing === listing) this.#listing = undefined;
      throw error;
    } finally {
      listing.reading = undefined;
    }
  }
}

/** The same write, after which what was asked is asked again. */
export function forgetting<A extends unknown[], R>(
  once: { forget(): void },
  write: (...parts: A) => Promise<R>,
): (...parts: A) => Promise<R> {
  return async (...parts) => {
    try {
      return await write(...parts);
    } finally {
      once.forget();
    }
  };
}
