import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConsistent, isSame, leafHash, rootByInclusion, rootOf } from '../../../src/domain/witness/merkle.ts';
import {
  consistencyProof,
  inclusionProof,
  KnownTiles,
  type ReadTile,
  TreeEdge,
  tilePath,
} from '../../../src/domain/witness/tiles.ts';

const leaves = (count: number) => Array.from({ length: count }, (_, at) => leafHash(`line ${at}`));

/** A tree that grew in those steps, each of which kept its tiles and went on from them, and the heads that it had. */
async function grown(steps: readonly number[]) {
  const kept = new Map<string, Buffer>();
  const read: ReadTile = async (place) => kept.get(tilePath(place)) ?? Buffer.alloc(0);
  const heads = [];
  let size = 0;
  for (const step of steps) {
    const edge = await TreeEdge.of(size, read);
    for (const leaf of leaves(size + step).slice(size))
      for (const tile of edge.add(leaf)) kept.set(tilePath(tile), tile.bytes);
    for (const tile of edge.tiles) kept.set(tilePath(tile), tile.bytes);
    size = edge.size;
    heads.push({ size, root: edge.root });
  }
  return { heads, size, read };
}

const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 250, max: 600 })), {
  minLength: 1,
  maxLength: 4,
});

describe('a tree that grows by its edge', () => {
  test('has the root that all its leaves together have', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (how) => {
        for (const { size, root } of (await grown(how)).heads) expect(isSame(root, rootOf(leaves(size)))).toBe(true);
      }),
      { numRuns: 25, seed: 35 },
    );
  });

  test('reaches the second level above the leaves with the same root', async () => {
    const last = (await grown([65_530, 7, 300])).heads.at(-1);
    expect(last?.root).toEqual(rootOf(leaves(65_837)));
  });

  test('reads each tile once for the proofs of many leaves, and they are those that each leaf alone gets', async () => {
    const { size, read } = await grown([700]);
    const asked: string[] = [];
    const tiles = new KnownTiles(async (place) => {
      asked.push(tilePath(place));
      return read(place);
    });
    for (let index = 0; index < size; index += 1)
      expect(await inclusionProof(index, size, tiles)).toEqual(await inclusionProof(index, size, new KnownTiles(read)));
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('proves each leaf, and no other, at its place; whatever byte of a proof is changed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), fc.nat(), async (how, some, bit) => {
        const { heads, size, read } = await grown(how);
        const [index, root] = [some % size, heads.at(-1)?.root ?? Buffer.alloc(0)];
        const [leaf = Buffer.alloc(0)] = leaves(size).slice(index);
        const proof = await inclusionProof(index, size, new KnownTiles(read));
        const holds = (where: { index: number; size: number }, what: Buffer, how: readonly Buffer[]) => {
          const found = rootByInclusion(where, what, how);
          return found !== undefined && isSame(found, root);
        };
        expect(holds({ index, size }, leaf, proof)).toBe(true);
        expect(holds({ index, size }, flipped(leaf, bit), proof)).toBe(false);
        expect(holds({ index: index + 1, size }, leaf, proof)).toBe(false);
        for (const [at, hash] of proof.entries()) {
          expect(holds({ index, size }, leaf, proof.with(at, flipped(hash, bit)))).toBe(false);
          expect(holds({ index, size }, leaf, proof.toSpliced(at, 1))).toBe(false);
        }
        expect(holds({ index, size }, leaf, [...proof, leaf])).toBe(false);
      }),
      { numRuns: 40, seed: 35 },
    );
  });

  test('proves that it has all that it had; whatever byte of proof or root is changed', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(), fc.nat(), async (how, some, bit) => {
        const { heads, size, read } = await grown(how);
        const now = heads.at(-1) ?? { size: 0, root: Buffer.alloc(0) };
        const then = 1 + (some % size);
        const before = { size: then, root: rootOf(leaves(then)) };
        const proof = await consistencyProof(then, size, read);
        expect(isConsistent(before, now, proof)).toBe(true);
        expect(isConsistent({ ...before, root: flipped(before.root, bit) }, now, proof)).toBe(false);
        expect(isConsistent(before, { ...now, root: flipped(now.root, bit) }, proof)).toBe(false);
        for (const [at, hash] of proof.entries())
          expect(isConsistent(before, now, proof.with(at, flipped(hash, bit)))).toBe(false);
      }),
      { numRuns: 40, seed: 35 },
    );
  });

  test('proves every pair of sizes up to 66', async () => {
    const { heads, read } = await grown(Array.from({ length: 66 }, () => 1));
    for (const before of heads)
      for (const now of heads.slice(before.size - 1))
        expect(isConsistent(before, now, await consistencyProof(before.size, now.size, read))).toBe(true);
  });
});

function flipped(hash: Buffer, bit: number): Buffer {
  const other = Buffer.from(hash);
  const at = Math.floor(bit / 8) % other.length;
  other.writeUInt8(other.readUInt8(at) ^ (1 << (bit % 8)), at);
  return other;
}
