import { GrowingRoot, leafHash } from '../../domain/witness/merkle.ts';
import type { SignedChain } from '../../domain/witness/signed-step.ts';
import type { Finding } from './proof-report.ts';

/** Holds the lines of a chain, as they are read, against the tree that was signed of it. */
export class SignedTreeCheck {
  readonly #chain: string;
  readonly #signed: Pick<SignedChain, 'size' | 'root'>;
  readonly #tree: GrowingRoot;

  /** `from`: where reading was left, if it goes on. */
  constructor(
    chain: string,
    signed: Pick<SignedChain, 'size' | 'root'> = { size: 0, root: '' },
    from?: GrowingRoot['place'],
  ) {
    this.#chain = chain;
    this.#signed = signed;
    this.#tree = new GrowingRoot(from);
  }

  get place(): GrowingRoot['place'] {
    return this.#tree.place;
  }

  /** Gives what is wrong with the line at which the signed tree ends. */
  add(line: string): readonly Finding[] {
    const { size, root } = this.#signed;
    if (this.#tree.size >= size) return [];
    this.#tree.add(leafHash(line));
    if (this.#tree.size < size || this.#tree.root === root) return [];
    return [this.#untrue(`Its first ${size} lines are not those that were signed: one of them was written anew`)];
  }

  /** What is wrong once all lines were read. */
  end(): readonly Finding[] {
    const { size } = this.#signed;
    if (this.#tree.size >= size) return [];
    const found = `It has ${this.#tree.size} lines, and ${size} were signed`;
    return [this.#untrue(`${found}: its end was cut, or all of it is gone`)];
  }

  #untrue(why: string): Finding {
    return { record: 'signed tree', key: this.#chain, why };
  }
}
