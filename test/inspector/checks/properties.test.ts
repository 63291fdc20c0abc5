import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostCounted, mostPlaces } from '../../../src/domain/inspection/evidence.ts';
import { foundInLines, foundInRows, usualRules } from './feed.ts';

const count = (found: ReturnType<typeof foundInRows>, rule: string) =>
  found.findings.find((one) => one.rule === rule)?.count ?? 0;

/** Rows of wards with counts, some small. */
const rows = fc.array(fc.tuple(fc.string({ maxLength: 8 }), fc.integer({ min: 0, max: 40 })), {
  minLength: 1,
  maxLength: 30,
});
const tableOf = (wards: readonly (readonly [string, number | string])[]) => [
  ['ward', 'patients', 'score'],
  ...wards.map(([, patients], at) => [`ward ${at}`, `${patients}`, '0.5']),
];
const mask = fc.constantFrom('<10', '*', '.', '-', 'redacted', 'suppressed', 'c', 'x');

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    'n',
    'patients',
    'total',
    'min',
    '7',
    '7 (2.1)',
    '<10',
    '100%',
    '=A1()',
    'n:',
    '&',
    '\\\\',
    'df',
    'Residuals',
    'rate per 1000',
    'population',
    '%',
    '@',
    '://',
    '=',
    ':',
    '|',
    '1,2,3,4',
    'a@b.org',
  ),
);

describe('small counts', () => {
  it('are as many as there are, whatever the rows are called', () => {
    fc.assert(
      fc.property(rows, (wards) => {
        const small = wards.filter(([, patients]) => patients > 0 && patients < usualRules.minCount).length;
        // Rows that are numbered one after another are no counts.
        const isNumbering =
          wards.length >= 10 && wards.every(([, patients], at) => patients === (wards[0]?.[1] ?? 0) + at);
        fc.pre(!isNumbering);
        expect(count(foundInRows(tableOf(wards)), 'small-count')).toBe(small);
      }),
    );
  });

  it('are never more when a cell is masked', () => {
    fc.assert(
      fc.property(rows, fc.nat(), mask, (wards, nth, sign) => {
        const before = count(foundInRows(tableOf(wards)), 'small-count');
        const masked = wards.map(
          ([ward, patients], at) => [ward, at === nth % wards.length ? sign : patients] as const,
        );
        fc.pre(before > 0 || wards.length < 10);
        expect(count(foundInRows(tableOf(masked)), 'small-count')).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('are never fewer when rows follow', () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const before = count(foundInRows(tableOf(some)), 'small-count');
        const isNumbering = [...some, ...more].every(([, patients], at) => patients === (some[0]?.[1] ?? 0) + at);
        fc.pre(!isNumbering);
        expect(count(foundInRows(tableOf([...some, ...more])), 'small-count')).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('are the same with any threshold that lies between the same counts', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 40 }), (wards, minCount) => {
        const higher = count(foundInRows(tableOf(wards), { ...usualRules, minCount: minCount + 1 }), 'small-count');
        const lower = count(foundInRows(tableOf(wards), { ...usualRules, minCount }), 'small-count');
        expect(higher).toBeGreaterThanOrEqual(lower);
      }),
    );
  });
});

describe('a masked cell', () => {
  const counts = fc.array(fc.array(fc.integer({ min: 10, max: 60 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 6,
  });
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const crossed = (cells: readonly (readonly number[])[], hidden: (row: number, column: number) => boolean) => [
    ['region', 'never', 'former', 'current', 'total'],
    ...cells.map((row, at) => [
      `region ${at}`,
      ...row.map((cell, column) => (hidden(at, column) ? '<10' : `${cell}`)),
      `${sum(row)}`,
    ]),
  ];

  it('is found where its total gives it back, and only there', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(2), (cells, row, column) => {
        const at = row % cells.length;
        const alone = foundInRows(crossed(cells, (r, c) => r === at && c === column));
        expect(alone.places.find(({ rule }) => rule === 'suppressed-cell')?.places).toEqual([
          { row: at + 2, column: column + 2 },
        ]);
        expect(count(foundInRows(crossed(cells, (r, c) => r === at && c !== column)), 'suppressed-cell')).toBe(0);
        expect(count(foundInRows(crossed(cells, () => false)), 'suppressed-cell')).toBe(0);
      }),
    );
  });
});

describe('whatever comes', () => {
  it('is taken in rows and lines, and leaves counts and places within their limits', () => {
    fc.assert(
      fc.property(fc.array(fc.array(odd, { maxLength: 6 }), { maxLength: 20 }), (cells) => {
        for (const found of [foundInRows(cells), foundInLines(cells.map((row) => row.join('  ')))]) {
          for (const { count: times } of found.findings) expect(times).toBeLessThanOrEqual(mostCounted);
          for (const { places } of found.places) expect(places.length).toBeLessThanOrEqual(mostPlaces);
        }
      }),
    );
  });
});
