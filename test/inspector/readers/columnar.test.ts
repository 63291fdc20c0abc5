import { Table, tableFromArrays, tableToIPC, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { unpackLz4 } from '../../../src/inspector/child/archives/lz4.ts';
import { DamagedError } from '../../../src/inspector/child/reader.ts';
import { readArrow } from '../../../src/inspector/child/readers/arrow.ts';
import { readParquet } from '../../../src/inspector/child/readers/parquet.ts';
import { parquet } from '../hostile/make/parquet.ts';
import { tell } from './recording.ts';

const numbers = (length: number) => Array.from({ length }, (_, at) => at);

describe('readParquet', () => {
  test('tells its columns and rows as a table', async () => {
    const told = await tell(
      readParquet,
      parquet([
        { name: 'age', values: [31, 42] },
        { name: 'n', values: [5, 6] },
      ]),
    );
    expect(told.tables).toEqual([
      {
        sheet: undefined,
        rows: [
          ['age', 'n'],
          ['31', '5'],
          ['42', '6'],
        ],
        ended: true,
      },
    ]);
    expect([told.rules, told.notChecked]).toEqual([[], []]);
  });

  test('reads 10,000 rows and says that there are more', async () => {
    const all = await tell(readParquet, parquet([{ name: 'x', values: numbers(10_000) }]));
    expect([all.tables[0]?.rows.length, all.rules]).toEqual([10_001, []]);
    const more = await tell(readParquet, parquet([{ name: 'x', values: numbers(10_001) }]));
    expect([more.tables[0]?.rows.length, more.rules, more.notChecked]).toEqual([10_001, ['columnar-rows'], ['partly']]);
  });

  test.each([
    ['breaks off', parquet([{ name: 'x', values: [1] }]).subarray(0, -9)],
    ['has no footer', Buffer.from('PAR1PAR1')],
    ['has more rows in its footer than in its pages', parquet([{ name: 'x', values: [1] }], { saysRows: 900 })],
    ['has a page that unpacks to too much', parquet([{ name: 'x', values: [1] }], { codec: 2, saysPage: 2 ** 30 })],
  ])('says that one is damaged that %s', async (_, bytes) => {
    await expect(tell(readParquet, bytes)).rejects.toThrow(DamagedError);
  });
});

describe('readArrow', () => {
  test('tells its columns and rows as a table', async () => {
    const table = tableFromArrays({ age: Int32Array.of(31, 42), sex: ['f', 'm'], big: BigInt64Array.of(1n, 2n) });
    const told = await tell(readArrow, tableToIPC(table, 'file'));
    expect(told.tables[0]?.rows).toEqual([
      ['age', 'sex', 'big'],
      ['31', 'f', '1'],
      ['42', 'm', '2'],
    ]);
    expect(told.tables[0]?.ended).toBe(true);
  });

  test('writes nested values as JSON, and nothing for none', async () => {
    const table = new Table({ list: vectorFromArray([[1, 2], null]) });
    expect((await tell(readArrow, tableToIPC(table, 'file'))).tables[0]?.rows).toEqual([['list'], ['[1,2]'], ['']]);
  });

  test('reads 10,000 rows and says that there are more', async () => {
    const told = await tell(readArrow, tableToIPC(tableFromArrays({ x: Int32Array.from(numbers(10_001)) }), 'file'));
    expect([told.tables[0]?.rows.length, told.rules, told.notChecked]).toEqual([10_001, ['columnar-rows'], ['partly']]);
  });

  test('says that one that breaks off is damaged', async () => {
    const bytes = tableToIPC(tableFromArrays({ x: Int32Array.of(1, 2, 3) }), 'file');
    await expect(tell(readArrow, bytes.subarray(0, 40))).rejects.toThrow(DamagedError);
  });
});

describe('unpackLz4', () => {
  const frame = (...blocks: Buffer[]) =>
    Buffer.concat([Buffer.from('04224d1860400000'.slice(0, 14), 'hex'), ...blocks, Buffer.alloc(4)]);
  const block = (content: Buffer, isPlain = false) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE((content.length | (isPlain ? 0x80000000 : 0)) >>> 0);
    return Buffer.concat([size, content]);
  };
  // Three letters as they are, then nine bytes from three back, then one letter as it is.
  const repeated = Buffer.concat([
    Buffer.from([0x35]),
    Buffer.from('abc'),
    Buffer.from([3, 0, 0x10]),
    Buffer.from('d'),
  ]);

  test('unpacks blocks that are packed and blocks that are not', () => {
    const text = Buffer.from(unpackLz4(frame(block(repeated), block(Buffer.from('plain'), true)), 100)).toString();
    expect(text).toBe('abcabcabcabcdplain');
  });

  test.each([
    ['unpacks to too much', frame(block(repeated)), 5],
    ['points outside of itself', frame(block(Buffer.from([0x10, 0x61, 9, 0]))), 100],
    ['breaks off', frame(block(repeated)).subarray(0, 15), 100],
    ['is something else', Buffer.from('anything at all'), 100],
  ])('refuses what %s', (_, bytes, most) => {
    expect(() => unpackLz4(bytes, most)).toThrow(DamagedError);
  });
});
