import { describe, expect, it } from 'vitest';
import { ordinary } from './ordinary/index.ts';
import { randomTable } from './random-tables.ts';
import { ruleCases, variants } from './variants.ts';

describe('the corpus of the reading room', () => {
  it('holds at least forty ordinary outputs of research, each by a name of its own', () => {
    expect(ordinary.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ordinary.map(({ name }) => name)).size).toBe(ordinary.length);
  });

  it('asks of at least twenty rules in every variant', () => {
    expect(new Set(ruleCases.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(20);
    for (const { rule } of ruleCases) {
      const whats = variants.filter((variant) => variant.rule === rule).map(({ what }) => what);
      const wanted = ['hit', 'near miss', 'boundary', 'masked', 'wrong ext', 'Arabic', 'decimal comma', 'thousands'];
      expect(wanted.filter((word) => !whats.some((what) => what.includes(word)))).toEqual([]);
    }
  });

  it('is the same each time that it is made', () => {
    expect(randomTable(3).bytes).toEqual(randomTable(3).bytes);
    expect(randomTable(3).bytes).not.toEqual(randomTable(4).bytes);
  });
});
