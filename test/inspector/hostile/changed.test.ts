import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DamagedError, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { fileOf, recording } from '../readers/recording.ts';
import { chunk, exif, exifSegment, jpeg, png, tag } from './make/image.ts';
import { parquet } from './make/parquet.ts';
import { tar } from './make/tar.ts';
import { workbook } from './make/workbook.ts';
import { zip } from './make/zip.ts';
import { readers } from './readers.ts';

const two = [
  { name: 'a/one.csv', content: 'a,b\n1,2\n'.repeat(20) },
  { name: 'two.txt', content: 'hello' },
];
const good: readonly (readonly [keyof typeof readers, Uint8Array])[] = [
  ['archive', zip(two)],
  ['archive', tar(two)],
  ['archive', gzipSync(tar(two))],
  ['office', workbook()],
  ['office', zip([{ name: 'word/document.xml', content: '<d><tbl><tr><tc><p><t>a</t></p></tc></tr></tbl></d>' }])],
  [
    'markup',
    Buffer.from(
      '<svg><text x="1">a</text></svg><table><tr><td colspan="2">a<td rowspan="2">1<tr><td>3</table><script>[1,{"a":2}]</script>',
    ),
  ],
  ['png', png([chunk('tEXt', 'Comment\0x'), chunk('eXIf', exif([tag.gps]))])],
  ['jpeg', jpeg([exifSegment(exif([tag.gps, tag.thumbnail]))])],
  ['parquet', parquet([{ name: 'x', values: [1, 2, 3] }])],
  ['arrow', tableToIPC(tableFromArrays({ x: Int32Array.of(1, 2, 3), y: ['a', 'b', 'a'] }), 'file')],
  ['notebook', Buffer.from('{"nbformat":4,"cells":[{"source":["a"],"outputs":[]}]}')],
];
const change = fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), to: fc.integer({ min: 0, max: 255 }) });
const changed = fc
  .record({
    file: fc.constantFrom(...good),
    changes: fc.array(change, { maxLength: 6 }),
    kept: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ file: [reader, bytes], changes, kept }) => {
    const copy = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * kept)));
    for (const { at, to } of changes) copy[Math.floor(at * copy.length)] = to;
    return { reader, copy };
  });

test('a reader says of whatever is broken that it is damaged or too large, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(changed, async ({ reader, copy }) => {
      const read = await readers[reader]();
      try {
        await read(fileOf(copy), recording().seen);
      } catch (error) {
        expect(
          [DamagedError, TooLargeError].some((known) => error instanceof known),
          String(error),
        ).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
