import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWildcard, wildcardMatcher } from '../../../../local/azure/data-factory/activities/wildcard.ts';

describe('a file-name wildcard', () => {
  test.each([
    ['*', 'anything at all.csv', true],
    ['*.csv', 'a.csv', true],
    ['*.csv', 'a.csv.zip', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', true],
    ['a?c', 'abbc', false],
    ['a^*c', 'a*c', true],
    ['a^*c', 'abc', false],
    ['a^^c', 'a^c', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['[ab]', '[ab]', true],
    ['a+(b)|{2}$', 'a+(b)|{2}$', true],
    ['A.csv', 'a.csv', false],
  ])('%s against %s is %s', (wildcard, name, matches) => {
    expect(wildcardMatcher(wildcard)(name)).toBe(matches);
  });

  test('that is an escaped name matches that name and no other', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(name, name, (wanted, other) => {
        const matches = wildcardMatcher(wanted.replaceAll(/[*?^[]/g, '^$&'));
        expect(matches(wanted)).toBe(true);
        expect(matches(other)).toBe(other === wanted);
      }),
    );
  });

  test('that ends with an escape character is refused', () => {
    expect(() => wildcardMatcher('a^')).toThrow('ends with an escape');
  });

  test('can match more than one name only with a free wildcard in it', () => {
    expect(['*', 'a?', '^*', 'a^?', '^^*', 'plain'].map(isWildcard)).toEqual([true, true, false, false, true, false]);
  });
});
