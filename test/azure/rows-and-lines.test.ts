import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromColumns, toColumns } from '../../src/azure/base/json-columns.ts';
import { splitLines, splitLinesFromEnd } from '../../src/azure/base/line-stream.ts';
import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { roundSchema } from '../../src/domain/review/round-schema.ts';
import { aRound, collect, operationId, stream } from '../contract/samples.ts';

describe('columns of a row', () => {
  const survivesUtf8 = (columns: Record<string, string>) =>
    Object.fromEntries(Object.entries(columns).map(([key, text]) => [key, Buffer.from(text, 'utf8').toString('utf8')]));

  test('give back any text after a journey through UTF-8, wherever the cut falls', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '"', '\u2028', '\u0000', '\uD83D') });
    fc.assert(
      fc.property(text, fc.integer({ min: 29_980, max: 30_010 }), (tail, padding) => {
        const value = { text: 'x'.repeat(padding) + tail + '😀'.repeat(20_000) };
        expect(fromColumns(survivesUtf8(toColumns('of a test', value)))).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  test('are as long as Azure allows, and no more of them than a row holds', () => {
    const columns = toColumns('of a test', 'x'.repeat(400_000));
    expect(Math.max(...Object.values(columns).map(({ length }) => length * 2))).toBeLessThanOrEqual(64 * 1024);
    expect(() => toColumns('of a test', 'x'.repeat(500_000))).toThrow('The row of a test would hold 500002 characters');
  });
});

test('a round of the first version is read as one that ends at its deadline', () => {
  const round = aRound();
  const { onDeadline: _, blind: __, disclosure: ___, ...rules } = round.rules;
  expect(roundSchema.parse({ ...round, rules })).toEqual(round);
});

describe('lines of a stream', () => {
  test('are the same wherever the chunks end, and end at line feeds only', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '\u2028', '\r', '\u0085', '\uFEFF') });
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        expect(await collect(splitLines(stream(chunks)))).toEqual(lines);
      }),
    );
  });

  test('include a last one without a line feed', async () => {
    expect(await collect(splitLines(stream(['a\nb'])))).toEqual(['a', 'b']);
  });
});

describe('lines from the end of a text', () => {
  const fromEnd = async (bytes: Uint8Array, size: number): Promise<string[]> => {
    const pieces: Uint8Array[] = [];
    for (let end = bytes.length; end > 0; end -= size) pieces.push(bytes.subarray(Math.max(0, end - size), end));
    return await collect(splitLinesFromEnd(stream(pieces)));
  };
  const fromStart = async (bytes: Uint8Array): Promise<string[]> => await collect(splitLines(stream([bytes])));

  test('are the lines in the opposite order, wherever the pieces are cut: within characters and within long lines', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '\u2028', '\r', '\u0085', '\uFEFF') });
    await fc.assert(
      fc.asyncProperty(fc.array(line), line, fc.integer({ min: 1, max: 9 }), async (lines, torn, size) => {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join('') + torn);
        expect(await fromEnd(bytes, size)).toEqual((await fromStart(bytes)).reverse());
      }),
    );
  });

  test('are the same for bytes that are no UTF-8', async () => {
    const byte = fc.constantFrom(0x0a, 0x61, 0xc3, 0xbc, 0xe2, 0x80, 0xf0, 0x9f, 0xff);
    await fc.assert(
      fc.asyncProperty(fc.array(byte), fc.integer({ min: 1, max: 9 }), async (list, size) => {
        const bytes = Uint8Array.from(list);
        expect(await fromEnd(bytes, size)).toEqual((await fromStart(bytes)).reverse());
      }),
    );
  });

  test('need no piece behind the one that holds the beginning of the line asked for', async () => {
    const asked: number[] = [];
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (const [index, text] of ['ur\nfive\n', 'three\nfo', 'one\ntwo\n'].entries()) {
        asked.push(index);
        yield Buffer.from(text);
      }
    }
    const lines = splitLinesFromEnd(pieces());
    expect((await lines.next()).value).toBe('five');
    expect(asked).toEqual([0]);
    expect((await lines.next()).value).toBe('four');
    expect((await lines.next()).value).toBe('three');
    expect(asked).toEqual([0, 1, 2]);
  });
});

describe('the row key of an operation', () => {
  test('sorts later operations first and is different for each', () => {
    const ids = [
      '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      '01ARZ3NDEKTSV4RRFFQ69G5FAW',
      '01BRZ3NDEKTSV4RRFFQ69G5FA0',
      '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    ];
    const keys = ids.map((id) => operationRowKey(`ing_${id}`) ?? '');
    expect([...keys].sort()).toEqual([...keys].reverse());
    expect(new Set(keys).size).toBe(ids.length);
  });

  test.each(['', 'ing_1', 'abc_01ARZ3NDEKTSV4RRFFQ69G5FAV', `${operationId('export')}/x`])(
    'does not exist for %j',
    (id) => {
      expect(operationRowKey(id)).toBeUndefined();
    },
  );
});
