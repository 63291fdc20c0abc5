import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDelimited } from '../../../../src/inspector/child/readers/delimited.ts';
import { read } from '../seen.ts';

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);

describe('a table in text', () => {
  test.each([
    ['commas', 'age,n\n10,20\n'],
    ['tabs', 'age\tn\r\n10\t20\r\n'],
    ['bars', 'age|n\r10|20'],
    ['a mark of the order of bytes', '\ufeffage,n\n10,20\n'],
    ['UTF-16', utf16('age,n\n10,20\n')],
    ['empty lines', '\n\nage,n\n\n10,20\n\n'],
    ['quotes', '"age","n"\n"10","20"\n'],
  ])('with %s is given row by row', async (_, content) => {
    const told = await read(readDelimited, content);
    expect(told).toMatchObject({
      tables: [
        [
          ['age', 'n'],
          ['10', '20'],
        ],
      ],
      texts: [],
      found: [],
      notChecked: [],
    });
  });

  test('is the same whatever pieces it comes in', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '☃', '"', ',', '\n', ' '), maxLength: 6 });
    const table = fc.tuple(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, async ([rows, pieceBytes]) => {
        const all = [['age', 'n'], ['10', 'x'], ['y', '40'], ...rows];
        const content = all.map((row) => row.map(quoted).join(',')).join('\n');
        const told = await read(readDelimited, content, pieceBytes);
        expect(told).toMatchObject({ tables: [all], texts: [], found: [], notChecked: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('tells rows of another length than the header', async () => {
    const { found, tables } = await read(readDelimited, 'a,b\n1,2\n3\n4,5\n6,7,8\n');
    expect(found).toEqual([
      ['ragged-rows', { row: 3 }],
      ['ragged-rows', { row: 5 }],
    ]);
    expect(tables[0]).toHaveLength(5);
  });

  test.each([
    [
      'a title with a comma',
      'Table 1. Ward, by sex and year\nward,n,m\na,12,40\nb,13,41\n',
      ['Table 1. Ward, by sex and year'],
    ],
    [
      'notes above',
      '# made on 14 March, seed 11, 2024\nward,n,m\na,12,40\nb,13,41\n',
      ['# made on 14 March, seed 11, 2024'],
    ],
    ['a note below', 'ward,n,m\na,12,40\nSource: the wards, 2024\n', ['Source: the wards, 2024']],
    ['a large number in a note', 'ward,n,m\na,12,40\n\nN = 1,957 people, all wards\n', ['N = 1,957 people, all wards']],
    ['what rows are about', 'ward,n,m\nWomen\na,12,40\nMen\na,13,41\n', ['Women']],
    ['heads without one of the names', 'n,m\na,12,40\nb,13,41\n', ['', 'n', 'm']],
    ['a sign too many in each row', 'ward,n\na,12,\nb,13,\n', ['ward', 'n']],
    ['a sign too many in the head', 'ward,n,\na,12\nb,13\n', ['ward', 'n', '']],
    [
      'a title with a quote and signs behind it',
      'By "ward,,\nward,n,m,k\na,12,40,9\nb,13,41,8\n',
      ['By "ward', '', ''],
    ],
    ['how it is parted', 'sep=,\nward,n,m\na,12,40\nb,13,41\n', ['sep=', '']],
    ['a note with signs behind it', 'ward,n,m,k\na,12,40,9\nb,13,41,8\nSource: wards,,\n', ['Source: wards', '', '']],
  ])('takes %s for what it is', async (_, content, row) => {
    const { found, tables } = await read(readDelimited, content);
    expect(found).toEqual([]);
    expect(tables.flat()).toContainEqual(row);
  });

  test.each([
    ['a count too many', 'ward,n\na,12,4\nb,13\nc,14\n'],
    ['a count too few', 'ward,n,m\na,12,40\nb,4\n'],
    ['numbers behind spaces', 'ward,n,m\na,12,40\nb, 4\n'],
    ['a number alone', 'ward,n,m\na,12,40\n4\n'],
  ])('says of %s that columns may be mixed up', async (_, content) => {
    expect((await read(readDelimited, content)).found.map(([rule]) => rule)).toEqual(['ragged-rows']);
  });

  test('tells cells with NUL and with bytes of another encoding', async () => {
    const tail = 'x,y\n'.repeat(300_000);
    const content = Buffer.from(`a,b\n1,2\0\n${tail}caf\xe9,1\n`, 'latin1');
    const { found } = await read(readDelimited, content);
    expect(found).toEqual([
      ['nul-bytes', { row: 2, column: 2 }],
      ['mixed-encoding', { row: 300_003, column: 1 }],
    ]);
  });

  test('tells once that it is in no encoding of Unicode, and reads it', async () => {
    const { found, tables } = await read(readDelimited, Buffer.from('Gr\xf6\xdfe,n\n10,20\n', 'latin1'));
    expect(found).toEqual([['old-encoding']]);
    expect(tables[0]?.[0]).toEqual(['Größe', 'n']);
  });

  test.each(['caf\xe9', 'Andr\xe9\n', 'na\xefve'])('tells it of a file that ends so: %j', async (end) => {
    const { found, tables } = await read(readDelimited, Buffer.from(`n,name\n1,${end}`, 'latin1'));
    expect(found).toEqual([['old-encoding']]);
    expect(tables[0]?.[1]).toEqual(['1', end.trim()]);
  });

  test.each([
    ['a cell of ten megabytes', `a,b\n1,2\n3,${'x'.repeat(10_000_000)}\n4,5\n`],
    ['a row of two million cells', `a,b\n1,2\n${'3,'.repeat(2_000_000)}\n4,5\n`],
    ['a row of forty million empty cells', `a,b\n1,2\n${','.repeat(40_000_000)}\n4,5\n`],
    ['a quote that is never closed', `a,b\n1,2\n"3${',4\n'.repeat(1_000_000)}4,5\n`],
  ])('says that it is broken at %s, and reads on behind it', async (_, content) => {
    const { found, notChecked, tables, looked } = await read(readDelimited, content);
    expect(found[0]).toEqual(['broken-record', { row: 3 }]);
    expect(found.filter(([rule]) => rule === 'broken-record')).toHaveLength(1);
    expect([notChecked, looked]).toEqual([[], content.length]);
    expect(tables[0]?.slice(0, 2)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(tables[0]?.at(-1)).toEqual(['4', '5']);
  });

  test('with a quote that is closed only below its rows gives the rows all the same', async () => {
    const told = await read(readDelimited, 'a,b\n"A title\nage,n\n10,3\n20,4\n30,5"\n"40","6"\n');
    expect(told.found).toContainEqual(['broken-record', { row: 2 }]);
    expect(told.tables[0]).toContainEqual(['10', '3']);
    expect(told.tables[0]?.at(-1)).toEqual(['40', '6']);
  });

  test('may have very many empty lines', async () => {
    const { found, tables } = await read(readDelimited, `a,b\n1,2\n${'\n'.repeat(3_000_000)}3,4\n`);
    expect([found, tables[0]?.length]).toEqual([[], 3]);
  });

  test('with a quote that is never closed in its last row loses nothing', async () => {
    const { found, notChecked, tables } = await read(readDelimited, 'a,b\n1,2\n3,"4\n');
    expect(found).toEqual([['broken-record', { row: 3 }]]);
    expect(notChecked).toEqual([]);
    expect(tables[0]?.at(-1)).toEqual(['3', '"4']);
  });

  test.each([
    ['behind an empty line, with other columns', 'a,n\nF,3\nM,4\n\nage,n,p\n10,5,1\n'],
    ['behind an empty line, by its head', 'sex,n\nF,3\nM,4\n\nage,count\n10,5\n'],
    ['by a row of words over numbers', 'sex,n,p\nF,3,1\nM,4,2\nage,count,share\n10,5,3\n'],
    ['by the head that comes again', 'sex,n\nF,3\nM,4\nage,n\n10,5\n'],
  ])('may hold a second table: %s', async (_, content) => {
    const { tables, found } = await read(readDelimited, content);
    expect([tables.map(({ length }) => length), found]).toEqual([[3, 2], []]);
  });

  test.each([
    ['masked numbers', 'sex,n,p\nF,3,1\nM,4,2\nX,suppressed,redacted\nY,5,6\n'],
    ['a missing number', 'sex,n\nF,3\nM,4\nX,unknown\nY,5\n'],
    ['a title', 'Table 1\nsex,n\nF,3\nM,4\n'],
    ['empty lines between its rows', 'sex,n\n\nF,3\n\nM,4\n'],
  ])('is one with %s', async (_, content) => {
    const { tables, found } = await read(readDelimited, content);
    expect([tables.length, found]).toEqual([1, []]);
  });
});
