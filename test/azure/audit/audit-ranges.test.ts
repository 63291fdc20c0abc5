import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLines } from '../../../src/azure/audit/audit-ranges.ts';
import { collect } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const container = new MemoryWorld(1).storage.container('control', 'audit');
let blobs = 0;

async function aBlob(text: string) {
  blobs += 1;
  const blob = `chain-${blobs}/2026-11/001.jsonl`;
  const client = container.getAppendBlobClient(blob);
  await client.createIfNotExists();
  const length = Buffer.byteLength(text);
  if (length > 0) await client.appendBlock(text, length);
  return { chain: `chain-${blobs}`, blob, length };
}

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '😀', '\u2028', '\r'), maxLength: 12 }), {
  maxLength: 12,
});

test('the lines of a blob are the same in both ways, from each place on, however many bytes are read at once', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 40 }), fc.nat(), async (texts, bytesPerRead, which) => {
      const blob = await aBlob(texts.map((text) => `${text}\n`).join(''));
      for (const way of ['forth', 'back'] as const) {
        const all = await collect(readLines(container, blob, { way, at: undefined, bytesPerRead }));
        expect(all.map(({ line }) => line)).toEqual(way === 'forth' ? texts : texts.toReversed());
        const from = all[which % Math.max(all.length, 1)];
        if (from === undefined) continue;
        const rest = await collect(readLines(container, blob, { way, at: from.at, bytesPerRead }));
        expect(rest).toEqual(all.slice(all.indexOf(from) + 1));
      }
    }),
    { numRuns: 60 },
  );
});

test('a last line that somebody cut is given all the same', async () => {
  const blob = await aBlob('one\ntw');
  for (const bytesPerRead of [1, 3, 100]) {
    const read = async (way: 'forth' | 'back') =>
      (await collect(readLines(container, blob, { way, at: undefined, bytesPerRead }))).map(({ line }) => line);
    expect([await read('forth'), await read('back')]).toEqual([
      ['one', 'tw'],
      ['tw', 'one'],
    ]);
  }
});
