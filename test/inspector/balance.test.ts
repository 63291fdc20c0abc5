import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Coverage,
  columnKinds,
  coverage,
  coverageClasses,
  passedKinds,
} from '../../src/domain/inspection/coverage.ts';
import { classesOf, isBalanced } from '../../src/inspector/balance.ts';
import { aCoverage } from './a-coverage.ts';

const file = { bytes: 100, found: 0 };
const table: Coverage = aCoverage({ tables: 1, rows: 3, cells: 6, looked: 100, columns: { text: 1, count: 1 } });

const small = fc.integer({ min: 0, max: 300 });
const anyCoverage: fc.Arbitrary<Coverage> = fc
  .record({
    ...{ tables: small, rows: small, cells: small, lines: small, looseLines: small, looked: small },
    parts: fc.record({ all: small, read: small }),
    passed: fc.array(fc.record({ kind: fc.constantFrom(...passedKinds), bytes: small }), { maxLength: 9 }),
    rounding: fc.array(fc.integer({ min: 3, max: 100 }), { maxLength: 9 }),
    columns: fc.record(Object.fromEntries(columnKinds.map((kind) => [kind, small])) as Record<'count', typeof small>),
  })
  .map(aCoverage);

describe('what was looked at balances', () => {
  test('where every byte was looked at or passed by', () => {
    expect(isBalanced(table, file)).toBe(true);
    const passed = [{ kind: 'picture', bytes: 60 } as const];
    expect(isBalanced(aCoverage({ ...table, looked: 40, passed }), file)).toBe(true);
    expect(isBalanced(aCoverage({ ...table, looked: 41, passed }), file)).toBe(false);
    expect(isBalanced(aCoverage(), { bytes: 0, found: 0 })).toBe(true);
  });

  test.each<readonly [string, Partial<Coverage>]>([
    ['a byte is missing', { looked: 99 }],
    ['a byte is told twice', { passed: [{ kind: 'rest', bytes: 1 }] }],
    ['more parts were read than there are', { parts: { all: 1, read: 2 } }],
    ['more lines belong to no table than there are', { looseLines: 1 }],
    ['rows belong to no table', { tables: 0 }],
    ['cells belong to no row', { rows: 0 }],
    ['there are more columns than cells', { cells: 1 }],
    ['more columns are told one by one than there are', { firstTables: [{ kinds: ['count', 'count'] }] }],
    ['nothing is rounded that is there', { ...aCoverage({ looked: 100 }), rounding: [7] }],
    ['nobody says that numbers are unknown', { columns: { ...table.columns, count: 0, unknown: 1 } }],
  ])('not where %s', (_, change) => expect(isBalanced({ ...table, ...change }, file)).toBe(false));

  test('with unknown numbers where a rule says so, or where something counts', () => {
    const columns = { ...table.columns, count: 0, unknown: 1 };
    expect(isBalanced({ ...table, columns }, { bytes: 100, found: 1 })).toBe(true);
    expect(isBalanced({ ...table, columns: { ...columns, count: 1 } }, file)).toBe(true);
  });

  test('of an empty file only where nothing is told of it', () =>
    expect(isBalanced(aCoverage({ lines: 1 }), { bytes: 0, found: 0 })).toBe(false));
});

describe('what evidence says of it', () => {
  test('is classes, and the same for numbers that are much alike', () => {
    const many = aCoverage({ ...table, tables: 12, looseLines: 99, rounding: [10, 5, 5], parts: { all: 3, read: 2 } });
    expect(classesOf(many, true)).toEqual({
      ...{ balances: true, tables: 'some', counts: 'one', unknown: 'none', looseLines: 'some', unreadParts: 'one' },
      ...{ rows: 10, passed: [], rounding: [5, 10] },
    });
    expect(classesOf({ ...many, tables: 13, rows: 9, looseLines: 10 }, true)).toEqual(classesOf(many, true));
    const rowsOf = (rows: number) => classesOf({ ...many, rows }, true).rows;
    expect([0, 1, 10, 11, 7000, 100_000, 100_001].map(rowsOf)).toEqual([0, 10, 10, 100, 10_000, 100_000, 'more']);
  });

  test('always has the form of evidence, and holds no exact number of a file', () =>
    fc.assert(
      fc.property(anyCoverage, fc.boolean(), (exact, balances) => {
        expect(coverage.safeParse(exact).success).toBe(true);
        const classes = classesOf(exact, balances);
        expect(coverageClasses.safeParse(classes).success).toBe(true);
        const { rounding, rows, ...others } = classes;
        expect(JSON.stringify(others)).not.toMatch(/\d/);
      }),
    ));

  test.each([
    { passed: ['rest', 'picture'] },
    { passed: ['picture', 'picture'] },
    { rounding: [10, 5] },
    { rounding: [5, 5] },
    { tables: 'a name' },
    { looked: 7 },
  ])('is refused where it says %j', (change) =>
    expect(coverageClasses.safeParse({ ...classesOf(table, true), ...change }).success).toBe(false),
  );
});
