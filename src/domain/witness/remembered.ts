import { ChainCheck, chainStart } from '../audit/audit-chain.ts';
import { GrowingRoot, leafHash } from './merkle.ts';

/** What something outside the lines of a chain remembers of them: the hash of the last of so many, or the root of the tree over them. */
export interface Remembered {
  /** Half a sentence: who remembers it. */
  readonly by: string;
  readonly count: number;
  readonly hash?: string;
  /** Base64. */
  readonly root?: string;
}

/** The end of a chain that everything which remembers it agrees with, or why nothing may be written from its lines, for people. */
export type RememberedVerdict =
  | { readonly ok: true; readonly count: number; readonly hash: string; readonly largest: Remembered | undefined }
  | { readonly ok: false; readonly why: string };

/** Holds the lines of a chain without a head against all that remembers it, while they are read. */
export class RememberedChain {
  readonly #chain: string;
  readonly #largest: Remembered | undefined;
  readonly #byCount = new Map<number, Remembered[]>();
  readonly #links = new ChainCheck(chainStart(undefined));
  readonly #tree = new GrowingRoot();
  #other: string | undefined;

  constructor(chain: string, remembered: readonly Remembered[]) {
    this.#chain = chain;
    this.#largest = remembered.toSorted((one, next) => next.count - one.count)[0];
    for (const one of remembered) this.#byCount.set(one.count, [...(this.#byCount.get(one.count) ?? []), one]);
  }

  add(line: string): void {
    this.#links.add(line);
    this.#tree.add(leafHash(line));
    const { hash } = this.#links.state;
    for (const one of this.#byCount.get(this.#tree.size) ?? []) {
      const isSame = (one.hash ?? hash) === hash && (one.root === undefined || one.root === this.#tree.root);
      if (!isSame) this.#other ??= `${one.by} remembers another line ${one.count}`;
    }
  }

  end(): RememberedVerdict {
    const links = this.#links.end();
    const { count, hash } = this.#links.state;
    const lines = this.#tree.size;
    if (!links.ok && links.uncounted === undefined) return this.#refuse(links.why);
    if (this.#largest !== undefined && this.#largest.count > lines) {
      const missing = this.#largest.count - lines;
      const are = missing === 1 ? 'the last one is' : `the last ${missing} are`;
      return this.#refuse(
        `It has ${lines} lines and ${this.#largest.by} remembers ${this.#largest.count}: ${are} missing.`,
      );
    }
    if (this.#other !== undefined) return this.#refuse(`${this.#other}: the chain was written anew.`);
    return { ok: true, count, hash, largest: this.#largest };
  }

  #refuse(why: string): RememberedVerdict {
    const after = 'A head that is written from these lines would hide it: put the container audit back first';
    return { ok: false, why: `Nothing is written for the chain ${this.#chain}. ${why} ${after}` };
  }
}
