import { describe, expect, it } from 'vitest';
import { ordinary } from '../corpus/ordinary/index.ts';
import { randomTable } from '../corpus/random-tables.ts';
import { variants } from '../corpus/variants.ts';
import { foundIn, placesOf } from './feed.ts';

/** The rules above a note that found something. */
const heavy = (found: ReturnType<typeof foundIn>) =>
  found.findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);

describe('the ordinary outputs of research', () => {
  it.each(ordinary.map((file) => [file.name, file] as const))('%s has what it must have', (_, file) => {
    const found = foundIn(file);
    expect(heavy(found)).toEqual(expect.arrayContaining(Object.keys(file.must)));
    for (const [rule, places] of Object.entries(file.must)) {
      if (places.length > 0) expect(placesOf(found, rule)).toEqual(places);
    }
  });

  it('draw nothing else above a note in all but four of forty', () => {
    const alarmed = ordinary.flatMap((file) => {
      const others = heavy(foundIn(file)).filter((rule) => !(rule in file.must) && !file.may.includes(rule));
      return others.length === 0 ? [] : [`${file.name}: ${others.join(', ')}`];
    });
    expect(alarmed.length, alarmed.join('\n')).toBeLessThanOrEqual((4 / 40) * ordinary.length);
    expect(alarmed).toEqual([]);
  });
});

describe('each rule', () => {
  it.each(variants.map((variant) => [variant.what, variant] as const))('%s', (_, { rule, file, found, at }) => {
    const result = foundIn(file);
    expect(result.findings.some((one) => one.rule === rule)).toBe(found);
    if (at.length > 0) expect(placesOf(result, rule)).toEqual(at);
  });
});

describe('a thousand tables of random numbers', () => {
  const tables = Array.from({ length: 1000 }, (_, seed) => randomTable(seed));
  const blocked = (found: ReturnType<typeof foundIn>) => found.findings.filter(({ severity }) => severity === 'block');

  it('are never called identifiers', () => {
    expect(tables.flatMap((table) => blocked(foundIn(table)))).toEqual([]);
  });

  it('are not so as running text either', () => {
    expect(tables.flatMap((table) => blocked(foundIn({ ...table, type: 'text' })))).toEqual([]);
  });
});
