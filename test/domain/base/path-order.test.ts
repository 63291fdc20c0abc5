import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertSorted, comparePaths } from '../../../src/domain/base/path-order.ts';
import { entry, gather, stream } from '../sample.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('comparePaths', () => {
  it('orders as the big-endian UTF-16 bytes of the paths', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(utf16(a), utf16(b)));
      }),
    );
  });

  it('keeps the order that storage gave to names of all kinds', () => {
    const listed = [
      '10',
      '9',
      'A',
      'Z/z',
      '_COMPLETE',
      'a',
      'a b',
      'a-b',
      'a.b',
      'a/B',
      'a/b',
      'a0',
      'é',
      '日本',
      '😀',
      '～',
    ];
    expect([...listed].sort(comparePaths)).toEqual(listed);
  });
});

describe('assertSorted', () => {
  it('passes a sorted listing on unchanged', async () => {
    const entries = [entry('a'), entry('a/b'), entry('b')];
    expect(await gather(assertSorted(stream(entries)))).toEqual(entries);
  });

  it.each([
    ['out of order', ['a', 'c', 'b']],
    ['twice the same path', ['a', 'c', 'c']],
  ])('refuses a listing with %s and names both paths', async (_, paths) => {
    const sorted = assertSorted(stream(paths.map((path) => entry(path))));
    await expect(gather(sorted)).rejects.toThrow(`"${paths[2]}" came after "c"`);
  });
});
