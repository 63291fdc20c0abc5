import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSplitCookie, splitCookie } from '../../src/web/split-cookie.ts';

/** A browser that keeps cookies by their names. */
function browser() {
  const jar = new Map<string, string>();
  return {
    take: (cookies: ReturnType<typeof splitCookie>) => {
      for (const { name, value, maxAge } of cookies ?? []) maxAge === 0 ? jar.delete(name) : jar.set(name, value);
    },
    read: () => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const request = { method: 'GET', url: '/', headers: new Headers({ cookie }), params: {}, body: null };
      return readSplitCookie(request, '__Host-x');
    },
  };
}

const value = fc.nat(12_000).map((length) => 'abcdefghij'.repeat(1200).slice(0, length));

test('what is split is read as it was, whatever stood there before', () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const { take, read } = browser();
      take(splitCookie('__Host-x', before, 60));
      take(splitCookie('__Host-x', after, 60));
      expect(read()).toBe(after === '' ? undefined : after);
    }),
  );
});

test('no part is longer than a browser takes, and a value that is too long for all is not cut', () => {
  for (const { value: part } of splitCookie('__Host-x', 'x'.repeat(12_000), 60) ?? []) expect(part).toHaveLength(3000);
  expect(splitCookie('__Host-x', 'x'.repeat(12_001), 60)).toBeUndefined();
});
