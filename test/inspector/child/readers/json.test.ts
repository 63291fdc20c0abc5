import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DamagedError, TooLargeError } from '../../../../src/inspector/child/reader.ts';
import { readJson } from '../../../../src/inspector/child/readers/json.ts';
import { read } from '../seen.ts';

const pairsIn = (value: unknown) => pairs.safeParse(value).data?.pairs;
const pairs = z.object({ pairs: z.array(z.tuple([z.string(), z.unknown()])) });

/** JSON of a value whose objects are lists of names and values. */
function written(value: unknown): string {
  const inner = pairsIn(value)?.map(([name, one]) => `${JSON.stringify(name)}: ${written(one)}`);
  if (inner !== undefined) return `{${inner.join(', ')}}`;
  return Array.isArray(value) ? `[${value.map(written).join(', ')}]` : JSON.stringify(value);
}

function hasTwice(value: unknown): boolean {
  const inner = pairsIn(value);
  if (inner === undefined) return Array.isArray(value) && value.some(hasTwice);
  return new Set(inner.map(([name]) => name)).size < inner.length || inner.some(([, one]) => hasTwice(one));
}

const told = (value: unknown) => read(readJson, JSON.stringify(value));

describe('JSON', () => {
  test.each([
    [
      'what the values of variables may be, and no ends of values',
      {
        age: { type: 'integer', minimum: 18, maximum: 110 },
        stay: { type: 'integer', minimum: 0, maximum: 365 },
      },
      [
        ['', 'age', 'stay'],
        ['type', 'integer', 'integer'],
        ['allowed minimum', '18', '0'],
        ['allowed maximum', '110', '365'],
      ],
    ],
    [
      'objects in an array',
      [
        { age: 10, n: 20 },
        { age: 20, n: null, more: true },
      ],
      [
        ['age', 'n', 'more'],
        ['10', '20', ''],
        ['20', '', 'true'],
      ],
    ],
    [
      'columns and data',
      { columns: ['age', 'n'], data: [[10, 20]] },
      [
        ['age', 'n'],
        ['10', '20'],
      ],
    ],
    [
      'columns, data and names of rows',
      { columns: ['n'], index: ['x'], data: [[20]] },
      [
        ['', 'n'],
        ['x', '20'],
      ],
    ],
    [
      'columns and rows with names of several levels',
      { columns: [['F', 'died']], index: [['x', 'y']], data: [[20]] },
      [
        ['', 'F died'],
        ['x y', '20'],
      ],
    ],
    [
      'arrays by name',
      { age: [10, 20], n: [30, 40] },
      [
        ['age', 'n'],
        ['10', '30'],
        ['20', '40'],
      ],
    ],
    [
      'columns by the names of rows',
      { n: { x: 1, y: 2 } },
      [
        ['', 'n'],
        ['x', '1'],
        ['y', '2'],
      ],
    ],
  ])('with %s is a table', async (_, value, table) => {
    expect(await told(value)).toMatchObject({ tables: [table], texts: [], found: [], notChecked: [] });
  });

  test('in lines is a table', async () => {
    const { tables } = await read(readJson, '{"age": 10}\n{"age": 20}\n');
    expect(tables).toEqual([[['age'], ['10'], ['20']]]);
  });

  test('has its tables found wherever they are, and everything else as lines with their names', async () => {
    const { tables, texts } = await told({
      nobs: 5,
      params: { name: 'a\nb' },
      parts: [{ rows: [{ n: 1 }] }, 'x', [1]],
    });
    expect(tables).toEqual([[['n'], ['1']]]);
    expect(texts).toEqual([['nobs: 5', 'params', 'name: a', 'b', 'parts', 'rows', 'parts: x', 'parts: 1']]);
  });

  test.each([
    ['objects whose rows have other names', { train: { loss: 1, steps: 2 }, test: { loss: 3, seen: 4 } }, 6],
    ['arrays of other lengths', { a: [1, 2], b: [3] }, 5],
    ['more than columns and data', { columns: ['a'], data: [[1]], note: 'x' }, 5],
    ['more names of rows than rows', { columns: ['a'], index: ['x', 'y'], data: [[1]] }, 7],
  ])('with %s is no table, and loses nothing', async (_, value, lines) => {
    const { tables, texts } = await told(value);
    expect([tables, texts.flat().length]).toEqual([[], lines]);
  });

  test('that Python printed is a table too', async () => {
    const { tables } = await read(
      readJson,
      "[{'age': 10, 'name': 'a\\'s', 'alive': True}, {'age': None, 'name': \"b\", 'alive': False}]\n",
    );
    expect(tables).toEqual([
      [
        ['age', 'name', 'alive'],
        ['10', "a's", 'true'],
        ['', 'b', 'false'],
      ],
    ]);
    await expect(read(readJson, "[{'day': Timestamp('2024-01-01')}]")).rejects.toThrow(DamagedError);
  });

  test('tells the ends of a range in one line, and how an axis is drawn as no table', async () => {
    const { tables, texts } = await told({
      stats: { mean: 54, range: [18, 102] },
      data: [602, 17],
      xaxis: { range: [0, 20], ticks: { step: [5, 10] } },
    });
    expect(tables).toEqual([]);
    expect(texts).toEqual([
      ['range', 'range: 0', 'range: 20', 'ticks', 'step', 'step: 5', 'step: 10'],
      ['stats', 'mean: 54', 'range', 'range: 18, 102', 'data', 'data: 602', 'data: 17', 'xaxis'],
    ]);
  });

  test('may hold the numbers that Python writes and JSON does not know', async () => {
    const { texts, found } = await read(readJson, '{"loss": NaN, "best": -Infinity, "note": "a \\" NaN", "n": 5}');
    expect([texts, found]).toEqual([[['loss: NaN', 'best: -Infinity', 'note: a " NaN', 'n: 5']], []]);
    const { tables } = await read(readJson, '{"loss": NaN}\n{"loss": 0.5}\n');
    expect(tables).toEqual([[['loss'], ['NaN'], ['0.5']]]);
  });

  test.each([
    ['at the top', '{"n": 5, "n": 500}'],
    ['further in', '[1, {"a": [{"n": 5, "m": {"n": 1}, "n": 500}]}]'],
    ['in other signs', '{"n": 5, "\\u006e": 500}'],
    ['in a line of its own', '{"n": 1}\n{"n": 5, "n": 500}'],
  ])('with a name twice %s is told, with all that it hides', async (_, text) => {
    const { found, texts } = await read(readJson, text);
    expect(found).toEqual([['repeated-name']]);
    expect(texts.flat().join('\n')).toContain('"n": 5,');
  });

  test.each([
    ['another object', '[{"n": 1}, {"n": 2, "m": {"n": 3}}]'],
    ['a value', '{"n": "n", "m": "n: n", "o": "\\"n\\": {"}'],
    ['an array', '{"n": ["n", "n"], "m": [[], {}]}'],
  ])('may have the same name in %s', async (_, text) => {
    expect((await read(readJson, text)).found).toEqual([]);
  });

  test('is told to have a name twice exactly when it has', async () => {
    const name = fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', ':', 'é'), maxLength: 2 });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, name, fc.constant(1), tie('object'), fc.array(tie('any'), { maxLength: 3 })),
      object: fc.array(fc.tuple(name, tie('any')), { maxLength: 3 }).map((pairs) => ({ pairs })),
    })).any;
    await fc.assert(
      fc.asyncProperty(value, async (one) => {
        const { found } = await read(readJson, `{"top": ${written(one)}}`);
        expect(found).toEqual(hasTwice(one) ? [['repeated-name']] : []);
      }),
      { numRuns: 500 },
    );
  });

  test('is read to a hundred layers', async () => {
    const { found, notChecked } = await read(readJson, `${'['.repeat(200_000)}1${']'.repeat(200_000)}`);
    expect([found, notChecked]).toEqual([[['deep-json']], ['partly']]);
  });

  test('with more values than fit into memory is not parsed', async () => {
    await expect(read(readJson, `[${'1,'.repeat(5_000_000)}1]`)).rejects.toThrow(TooLargeError);
  });

  test('with very many values loses none', async () => {
    const { texts } = await read(readJson, `[[1], ${'1.5,'.repeat(250_000)}1]`);
    expect(texts.map(({ length }) => length)).toEqual([100_000, 100_000, 50_002]);
  });

  test.each([['{"a": '], ['[1, 2'], ['{"a": 1}\n{"a": '], ['{"a": 1}}']])('%j is damaged', async (text) => {
    await expect(read(readJson, text)).rejects.toThrow(DamagedError);
  });

  test.each([
    [
      'by names',
      { version: '0.4', results: { first: { files: [{ name: 'x', sdc: { summary: {}, cells: {} } }] } } },
      true,
    ],
    ['in an array', { version: '0.4', results: [{ files: [{ sdc: null }] }] }, true],
    ['without checks', { version: '0.4', results: { first: { files: [{ name: 'x' }] } } }, false],
    ['without a version', { results: { first: { files: [{ sdc: {} }] } } }, false],
    ['of something else', { version: 1, results: [1, 2] }, false],
  ])('with results of ACRO %s: %s', async (_, value, is) => {
    expect((await told(value)).found).toEqual(is ? [['acro-results']] : []);
  });
});
