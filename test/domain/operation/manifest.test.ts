import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths } from '../../../src/domain/base/path-order.ts';
import {
  compareManifests,
  ManifestDigest,
  type ManifestEntry,
  manifestLine,
  parseManifestLine,
  summarize,
} from '../../../src/domain/operation/manifest.ts';
import { entry, gather, stream } from '../sample.ts';

const anyEntry: fc.Arbitrary<ManifestEntry> = fc.record({
  path: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
  size: fc.nat(3),
  etag: fc.constantFrom('0x1', '0x2'),
  md5: fc.constantFrom(null, 'AAAA', 'BBBB'),
  lastModified: fc.constant('2026-03-01T10:00:00.000Z'),
});
const anyManifest = fc
  .uniqueArray(anyEntry, { selector: ({ path }) => path, maxLength: 12 })
  .map((entries) => entries.sort((a, b) => comparePaths(a.path, b.path)));

describe('manifestLine and parseManifestLine', () => {
  it('give back every entry, on one line', () => {
    fc.assert(
      fc.property(anyEntry, (file) => {
        expect(manifestLine(file)).not.toContain('\n');
        expect(parseManifestLine(manifestLine(file))).toEqual(file);
      }),
    );
  });

  it('write the same line whatever the order of the keys', () => {
    const { path, ...others } = entry('a.csv');
    expect(manifestLine({ ...others, path })).toBe(manifestLine(entry('a.csv')));
  });

  it.each([
    ['{', 'Line 7 of the manifest is not JSON'],
    ['{"path":"a"}', 'Line 7 of the manifest is not a file entry'],
    [manifestLine(entry('a')).replace('"size":1', '"size":-1'), 'size'],
    [manifestLine(entry('a')).replace('}', ',"more":1}'), 'more'],
  ])('refuse %s and say where and why', (line, message) => {
    expect(() => parseManifestLine(line, 7)).toThrow(message);
  });
});

describe('summarize', () => {
  it('is the SHA-256 of the text that a digest writes, with the totals', async () => {
    const digest = new ManifestDigest();
    const text = [entry('a', { size: 3 }), entry('b', { size: 4 })].map((file) => digest.add(file)).join('');
    const expected = { digest: createHash('sha256').update(text).digest('hex'), count: 2, bytes: 7 };
    expect(digest.summary()).toEqual(expected);
    expect(await summarize(stream([entry('a', { size: 3 }), entry('b', { size: 4 })]))).toEqual(expected);
  });

  it('differs as soon as one value differs', async () => {
    const before = await summarize([entry('a')]);
    for (const change of [{ path: 'b' }, { size: 2 }, { etag: '0x2' }, { md5: 'AAAA' }, { lastModified: 'x' }]) {
      expect((await summarize([entry('a', change)])).digest).not.toBe(before.digest);
    }
  });
});

describe('compareManifests', () => {
  it.each(['etag', 'content'] as const)('finds by %s what a comparison of sets finds', async (by) => {
    await fc.assert(
      fc.asyncProperty(anyManifest, anyManifest, async (expected, actual) => {
        const found = await gather(compareManifests(stream(expected), stream(actual), by));
        expect(found.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual(oracle(expected, actual, by));
        expect(found.map(({ path }) => path)).toEqual(found.map(({ path }) => path).sort(comparePaths));
      }),
    );
  });

  it('finds nothing between a manifest and itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyManifest, async (entries) => {
        expect(await gather(compareManifests(stream(entries), stream(entries), 'etag'))).toEqual([]);
      }),
    );
  });

  it('does not compare MD5 where one side has none', async () => {
    const differences = compareManifests(stream([entry('a', { md5: 'AAAA' })]), stream([entry('a')]), 'content');
    expect(await gather(differences)).toEqual([]);
  });

  it('says both values of a change', async () => {
    const differences = compareManifests(stream([entry('a')]), stream([entry('a', { etag: '0x9' })]), 'etag');
    expect(await gather(differences)).toEqual([
      { kind: 'changed', path: 'a', detail: 'The ETag is 0x9 where 0x1 was expected: it was written again.' },
    ]);
  });

  it('refuses a side that is not sorted', async () => {
    const differences = compareManifests(stream([entry('b'), entry('a')]), stream([]), 'etag');
    await expect(gather(differences)).rejects.toThrow('"a" came after "b"');
  });

  it('holds no more than a few entries of a long manifest at a time', async () => {
    let [ahead, most] = [0, 0];
    async function* counted() {
      for (let number = 0; number < 50_000; number += 1) {
        ahead += 1;
        most = Math.max(most, ahead);
        yield entry(String(number).padStart(8, '0'));
      }
    }
    async function* consumed() {
      for await (const file of counted()) {
        yield file;
        ahead -= 1;
      }
    }
    expect(await gather(compareManifests(consumed(), consumed(), 'etag'))).toEqual([]);
    expect(most).toBeLessThan(5);
  });
});

function oracle(expected: ManifestEntry[], actual: ManifestEntry[], by: 'etag' | 'content'): string[] {
  const here = new Map(actual.map((file) => [file.path, file]));
  const there = new Set(expected.map(({ path }) => path));
  const same = (a: ManifestEntry, b: ManifestEntry) =>
    a.size === b.size && (by === 'etag' ? a.etag === b.etag : a.md5 === null || b.md5 === null || a.md5 === b.md5);
  const lost = expected.filter(({ path }) => !here.has(path)).map(({ path }) => `missing ${path}`);
  const extra = actual.filter(({ path }) => !there.has(path)).map(({ path }) => `unexpected ${path}`);
  const changed = expected.filter((file) => {
    const found = here.get(file.path);
    return found !== undefined && !same(file, found);
  });
  return [...lost, ...extra, ...changed.map(({ path }) => `changed ${path}`)].sort();
}
