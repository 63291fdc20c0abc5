import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeClass } from '../../../src/domain/base/size-class.ts';

describe('sizeClass', () => {
  it.each([
    [0, 0, 'up to 10 files, up to 1 MB'],
    [10, 1_000_000, 'up to 10 files, up to 1 MB'],
    [11, 1_000_001, 'up to 100 files, up to 10 MB'],
    [5000, 2e9, 'up to 10,000 files, up to 10 GB'],
    [1_000_000, 1e13, 'more than 10,000 files, more than 100 GB'],
  ])('of %d files with %d bytes is %s', (count, bytes, text) => {
    expect(sizeClass({ count, bytes })).toBe(text);
  });

  it('has few different answers, so that hardly anything can be said by it', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.nat(), fc.maxSafeNat(), (count, bytes) => void seen.add(sizeClass({ count, bytes }))));
    expect(seen.size).toBeLessThanOrEqual(35);
  });
});
