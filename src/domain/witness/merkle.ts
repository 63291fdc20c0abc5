import { createHash } from 'node:crypto';

/** Hashes of RFC 6962: what is a leaf can never pass for a node. Sizes go beyond 2^31, so nothing here shifts bits. */
export function leafHash(leaf: string | Uint8Array): Buffer {
  return createHash('sha256').update('\0').update(leaf).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update('\x01').update(left).update(right).digest();
}

const emptyRoot = createHash('sha256').digest();

/** The root above hashes that stand side by side; all but the last are of equal subtrees. */
export function rootOf(hashes: readonly Uint8Array[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return emptyRoot;
  if (hashes.length === 1) return Buffer.from(first);
  const left = largestBelow(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

/** Leaves from the first to before the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The parts of a tree that prove a leaf of it, from the leaf up (RFC 6962, 2.1.1). */
export function inclusionSpans(index: number, { from, to }: Span): readonly Span[] {
  if (to - from === 1) return [];
  const middle = from + largestBelow(to - from);
  return index < middle
    ? [...inclusionSpans(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionSpans(index, { from: middle, to }), { from, to: middle }];
}

/** The parts of a tree that prove what stood when it had `size` leaves, from the bottom up (RFC 6962, 2.1.2). */
export function consistencySpans(size: number, { from, to }: Span, isWhole = true): readonly Span[] {
  if (size === to) return isWhole ? [] : [{ from, to }];
  const middle = from + largestBelow(to - from);
  return size <= middle
    ? [...consistencySpans(size, { from, to: middle }, isWhole), { from: middle, to }]
    : [...consistencySpans(size, { from: middle, to }, false), { from, to: middle }];
}

/** A subtree all of whose leaves are there: the one of that number among those of 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly number: number;
}

/** The whole subtrees that a span of a tree consists of, from left to right. */
export function subtreesOf({ from, to }: Span): readonly Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to; ) {
    let [level, leaves] = [0, 1];
    while (at % (leaves * 2) === 0 && at + leaves * 2 <= to) [level, leaves] = [level + 1, leaves * 2];
    found.push({ level, number: at / leaves });
    at += leaves;
  }
  return found;
}

/** The root above whole subtrees of a span, given from left to right. */
export function joined(hashes: readonly Uint8Array[]): Buffer {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot;
  return hashes.slice(0, -1).reduceRight<Buffer>((right, left) => nodeHash(left, right), Buffer.from(last));
}

/** A tree that is only asked for its root: of each whole subtree at its left edge it keeps the root. */
export class GrowingRoot {
  readonly #peaks: Buffer[];
  #size: number;

  constructor({ size, peaks }: { readonly size: number; readonly peaks: readonly string[] } = { size: 0, peaks: [] }) {
    this.#size = size;
    this.#peaks = peaks.map((hash) => Buffer.from(hash, 'base64'));
  }

  add(leaf: Buffer): void {
    let hash = leaf;
    for (let trees = this.#size; trees % 2 === 1; trees = half(trees)) hash = nodeHash(this.#peaks.pop() ?? hash, hash);
    this.#peaks.push(hash);
    this.#size += 1;
  }

  get size(): number {
    return this.#size;
  }

  get root(): string {
    return joined(this.#peaks).toString('base64');
  }

  /** From where another goes on. */
  get place(): { readonly size: number; readonly peaks: string[] } {
    return { size: this.#size, peaks: this.#peaks.map((hash) => hash.toString('base64')) };
  }
}

/** The root to which a proof leads from a leaf; undefined for a proof that has no such place. */
export function rootByInclusion(
  { index, size }: { readonly index: number; readonly size: number },
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Buffer | undefined {
  if (index < 0 || index >= size || ![leaf, ...proof].every(isHash)) return undefined;
  let [place, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const next of proof) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(next, hash);
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else hash = nodeHash(hash, next);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? hash : undefined;
}

/** A tree as a checkpoint says it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether a proof shows that the later tree has everything of the earlier one, in its place (RFC 9162, 2.1.4.2). */
export function isConsistent(before: TreeHead, now: TreeHead, proof: readonly Uint8Array[]): boolean {
  if (before.size < 1 || before.size > now.size || !proof.every(isHash)) return false;
  if (before.size === now.size) return proof.length === 0 && isSame(before.root, now.root);
  if (!isHash(before.root)) return false;
  let [place, last] = [before.size - 1, now.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const [start, ...rest] = place === 0 ? [before.root, ...proof] : proof;
  if (start === undefined || proof.length === 0) return false;
  let old: Buffer = Buffer.from(start);
  let fresh = old;
  for (const next of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [old, fresh] = [nodeHash(next, old), nodeHash(next, fresh)];
      while (place % 2 === 0 && place > 0) [place, last] = [half(place), half(last)];
    } else fresh = nodeHash(fresh, next);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSame(old, before.root) && isSame(fresh, now.root);
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

export const bytesOfHash = 32;

const isHash = ({ length }: Uint8Array): boolean => length === bytesOfHash;

const half = (whole: number): number => Math.floor(whole / 2);

/** The largest power of two that is smaller. */
function largestBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
