import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from '../../../../src/inspector/child/readers/text.ts';
import { read } from '../seen.ts';

test('text is given line by line, whatever ends lines and whatever pieces it comes in', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', '☃', ' '), maxLength: 5 });
  const text = fc.tuple(
    fc.array(line, { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.integer({ min: 1, max: 7 }),
  );
  await fc.assert(
    fc.asyncProperty(text, async ([lines, end, pieceBytes]) => {
      const told = await read(readText, lines.map((one) => `${one}${end}`).join(''), pieceBytes);
      expect(told).toMatchObject({ tables: [], texts: [lines], found: [], notChecked: [] });
    }),
    { numRuns: 500 },
  );
});

test('a line without an end is given in pieces, and told once', async () => {
  const { found, texts } = await read(readText, `short\n${'x'.repeat(250_000)}\nshort`);
  expect(found).toEqual([['long-line']]);
  expect(texts[0]?.map(({ length }) => length)).toEqual([5, 100_000, 100_000, 50_000, 5]);
});

test('signs that no text has are told', async () => {
  const begin = 'words\n'.repeat(200_000);
  const { found } = await read(readText, Buffer.from(`${begin}\0\n${begin}\xff\n`, 'latin1'));
  expect(found).toEqual([['nul-bytes'], ['mixed-encoding']]);
});

test.each([65_536, 200_000])(
  'its encoding is told by the same beginning when it comes in pieces of %d',
  async (pieceBytes) => {
    const text = Buffer.from(`${'Some words.\n'.repeat(100_000)}caf\xe9 and more\n`, 'latin1');
    expect((await read(readText, text, pieceBytes)).found).toEqual([['mixed-encoding']]);
  },
);
