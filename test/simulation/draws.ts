/**
 * All chance of one schedule. Each key has a sequence of its own, so that one more draw of one thing changes no draw of another: a schedule that
 * differs by one call stays the same in everything else.
 */
export class Draws {
  readonly #seed: number;
  readonly #sequences = new Map<string, { readonly state: number; ordinal: number }>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** At least 0 and below 1; each time the next of the key's sequence. */
  next(key: string): number {
    let sequence = this.#sequences.get(key);
    if (sequence === undefined) {
      sequence = { state: hash(key, this.#seed), ordinal: 0 };
      this.#sequences.set(key, sequence);
    }
    const { state, ordinal } = sequence;
    sequence.ordinal += 1;
    return mix(state, ordinal);
  }

  happens(key: string, probability: number): boolean {
    return probability > 0 && this.next(key) < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  between(key: string, low: number, high: number): number {
    return low + Math.floor(this.next(key) * (high - low + 1));
  }

  /** One of the items. Throws when there is none. */
  pick<T>(key: string, items: readonly T[]): T {
    const [picked] = items.slice(this.between(key, 0, items.length - 1));
    if (picked === undefined) throw new Error(`nothing to pick for ${key}`);
    return picked;
  }

  bytes(key: string, count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.between(key, 0, 255)));
  }
}

/** FNV-1a (Fowler, Noll, Vo, public domain) over the key's UTF-16 units, begun with the seed. */
function hash(text: string, seed = 0): number {
  let state = (0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return state;
}

/** Murmur's last step (Austin Appleby, public domain) over the state of the key and the ordinal. */
function mix(state: number, ordinal: number): number {
  let mixed = (state + Math.imul(ordinal + 1, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
