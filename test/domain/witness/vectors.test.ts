import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isConsistent, isSame, leafHash, rootByInclusion, rootOf } from '../../../src/domain/witness/merkle.ts';
import { noteKeyOf, noteKeyText, openNote, parseNoteKey, signNote } from '../../../src/domain/witness/signed-note.ts';
import { TreeEdge, tilePath } from '../../../src/domain/witness/tiles.ts';
import consistency from './vectors/recorded/consistency.json' with { type: 'json' };
import inclusion from './vectors/recorded/inclusion.json' with { type: 'json' };
import signed from './vectors/recorded/notes.json' with { type: 'json' };

const bytes = (coded: string | null | undefined) => Buffer.from(coded ?? '', 'base64');
const all = (coded: readonly string[] | null | undefined) => (coded ?? []).map(bytes);

describe('the vectors that others publish', () => {
  test.each(inclusion.cases)(
    'RFC 6962, inclusion: $file',
    ({ leafIdx, treeSize, leafHash: leaf, proof, root, wantErr }) => {
      const found = rootByInclusion({ index: leafIdx, size: treeSize }, bytes(leaf), all(proof));
      expect(found !== undefined && isSame(found, bytes(root))).toBe(!wantErr);
    },
  );

  test.each(consistency.cases)('RFC 6962, consistency: $file', ({ size1, size2, root1, root2, proof, wantErr }) => {
    const [before, now] = [
      { size: size1, root: bytes(root1) },
      { size: size2, root: bytes(root2) },
    ];
    expect(isConsistent(before, now, all(proof))).toBe(!wantErr);
  });

  test('RFC 6962: nothing, an empty leaf, a leaf', () => {
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(leafHash('L123456').toString('hex')).toBe(
      '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56',
    );
  });

  test.each(signed.notes)('signed notes: $key', ({ key: text, note, ...others }) => {
    const key = parseNoteKey(text);
    const opened = openNote(note, [key]);
    expect(opened.by).toEqual(key);
    expect(noteKeyText(key)).toBe(text);
    if (!('private' in others)) return;
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.key.toString('base64url'), d: seedOf(others.private) };
    expect(createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' }).x).toBe(jwk.x);
    expect(noteKeyOf({ name: key.name, jwk })).toEqual(key);
    expect(signNote(opened.text, [{ name: key.name, jwk }])).toBe(note);
  });

  test.each(signed.falseKeys)('signed notes refuse the key %s', (text) => {
    expect(() => parseNoteKey(text)).toThrow('is no public key of a log');
  });

  test('tiles: the name of a tile, and the tiles of a tree of 70,000 and of 256 leaves (C2SP tlog-tiles)', async () => {
    expect(tilePath({ level: 0, number: 1234067, hashes: 256 })).toBe('tile/0/x001/x234/067');
    const leaf = leafHash('x');
    const edge = await TreeEdge.of(0, async () => Buffer.alloc(0));
    const full: string[] = [];
    const counted = (level: number) => full.filter((path) => path.startsWith(`tile/${level}/`)).length;
    for (let at = 0; at < 70_000; at += 1) {
      full.push(...edge.add(leaf).map(tilePath));
      if (at === 255) expect([...full, ...edge.tiles.map(tilePath)]).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    }
    expect([counted(0), counted(1)]).toEqual([273, 1]);
    expect(edge.tiles.map(tilePath)).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
  });
});

/** What stands behind the byte of the algorithm is the seed of the key. */
function seedOf(coded: string): string {
  return bytes(coded).subarray(1).toString('base64url');
}
