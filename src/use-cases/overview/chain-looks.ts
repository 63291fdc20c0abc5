import type { ChainEnd } from '../../ports/audit.ts';
import type { BrokenRow } from '../../ports/records.ts';

/** A chain that does not move is looked at once in so many sweeps: whoever appends to it, or opens something, looks before. */
const sweepsOfTurn = 96;

interface Look {
  readonly version: string;
  /** Something of it was lost. */
  readonly isLost: boolean;
  readonly number: number;
}

/** Up to where this process has looked at chains, and of which it found that something was lost. */
class ChainLooks {
  readonly #looks = new Map<string, Look>();
  #sweeps = 0;
  /** A row of the heads was lost, so others may be: all are looked at until none is. */
  #isHeadLost = false;

  /** The chains that moved or of which something is lost, and a few of the others, as it is their turn. */
  due(ends: readonly ChainEnd[]): readonly ChainEnd[] {
    if (this.#isHeadLost) return ends;
    const isQuiet = ({ chain, version }: ChainEnd) => {
      const look = this.#looks.get(chain);
      return look?.version === version && !look.isLost;
    };
    const numberOf = ({ chain }: ChainEnd) => this.#looks.get(chain)?.number ?? 0;
    const quiet = ends.filter(isQuiet).toSorted((one, other) => numberOf(one) - numberOf(other));
    const rest = new Set(quiet.slice(Math.ceil(quiet.length / sweepsOfTurn)));
    return ends.filter((end) => !rest.has(end));
  }

  looked(due: readonly ChainEnd[], lost: readonly BrokenRow[]): void {
    this.#sweeps += 1;
    this.#isHeadLost = lost.some(({ key }) => key.startsWith('heads'));
    const projects = new Set(lost.map(({ project }) => project));
    // Something lost of all may be of any of them.
    const isLost = (chain: string) => projects.has(chain) || projects.has('all');
    for (const { chain, version } of due)
      this.#looks.set(chain, { version, isLost: isLost(chain), number: this.#sweeps });
  }
}

const looksOf = new WeakMap<object, ChainLooks>();

export function chainLooksOf(audit: object): ChainLooks {
  const looks = looksOf.get(audit) ?? new ChainLooks();
  looksOf.set(audit, looks);
  return looks;
}
