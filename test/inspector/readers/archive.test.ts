import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DamagedError } from '../../../src/inspector/child/reader.ts';
import { readArchive } from '../../../src/inspector/child/readers/archive.ts';
import { tar } from '../hostile/make/tar.ts';
import { zip } from '../hostile/make/zip.ts';
import { tell } from './recording.ts';

const two = [
  { name: 'tables/one.csv', content: 'a,b\n1,2\n' },
  { name: 'two.txt', content: 'hello' },
];
const rulesOf = async (bytes: Uint8Array) => (await tell(readArchive, bytes)).rules;

describe('readArchive', () => {
  test.each([
    ['a zip', zip(two)],
    ['a zip of stored files', zip(two.map((part) => ({ ...part, isStored: true })))],
    ['a tar', tar(two)],
    ['a packed tar', gzipSync(tar(two))],
  ])('lists the names in %s, and says that nothing in it was looked at', async (_, bytes) => {
    const told = await tell(readArchive, bytes);
    expect(told.texts.flatMap(({ lines }) => lines)).toEqual(['tables/one.csv', 'two.txt']);
    expect(told.texts.every(({ ended }) => ended)).toBe(true);
    expect(told.rules).toEqual(['archive']);
    expect(told.notChecked).toEqual(['type']);
  });

  test.each([
    ['the folder above', zip([{ name: '../../etc/passwd', content: '' }])],
    ['an absolute place', zip([{ name: '/etc/passwd', content: '' }])],
    ['a disk of Windows', zip([{ name: 'C:\\x', content: '' }])],
    ['a link', zip([{ name: 'x', content: '/etc/passwd', isLink: true }])],
    ['the folder above, in a tar', tar([{ name: '../x' }])],
    ['a link, in a tar', tar([{ name: 'x', kind: '2' }])],
    ['a long name, in a tar', tar([{ name: 'L', kind: 'L', content: '../'.repeat(200) }, { name: 'x' }])],
    [
      'a name of POSIX, in a tar',
      tar([
        { name: 'x', kind: 'x', content: '15 path=../../a\n' },
        { name: 'x', content: 'y' },
      ]),
    ],
  ])('finds %s among the names', async (_, bytes) => {
    expect(await rulesOf(bytes)).toEqual(['archive', 'archive-names']);
  });

  test.each([
    ['a smaller size than there is', zip([{ name: 'x', content: 'x'.repeat(5000), saysBytes: 100 }])],
    ['a larger size than there is', zip([{ name: 'x', content: 'x', saysBytes: 100 }])],
    ['another name', zip([{ name: 'x', ownName: 'y', content: 'x' }])],
    ['one place for two files', zip(two, { overlap: true })],
  ])('finds a list that says %s', async (_, bytes) => {
    expect(await rulesOf(bytes)).toContain('archive-lies');
  });

  test.each([
    ['in front of a zip', zip(two, { before: 'PK\x03\x04 that nobody lists' })],
    ['in front of the list of a zip', zip(two, { between: 'x'.repeat(100) })],
    ['after a gzip', Buffer.concat([gzipSync(tar(two)), Buffer.from('secret')])],
  ])('finds bytes %s', async (_, bytes) => {
    expect(await rulesOf(bytes)).toContain('hidden-bytes');
  });

  test.each([
    ['a zip', zip([{ name: 'in.zip', content: zip(two) }])],
    ['a tar', tar([{ name: 'in.bin', content: gzipSync('x') }])],
    ['a gzip', gzipSync(gzipSync('x'))],
  ])('finds an archive in %s by its first bytes', async (_, bytes) => {
    expect(await rulesOf(bytes)).toContain('archive-nested');
  });

  test('finds what is encrypted, and does not try to unpack it', async () => {
    const told = await tell(readArchive, zip([{ name: 'x', content: 'x', isEncrypted: true }]));
    expect(told.rules).toEqual(['archive', 'encrypted']);
    expect(told.notChecked).toEqual(['type', 'encrypted']);
  });

  test('lists 1,000 files and no more', async () => {
    const parts = Array.from({ length: 1001 }, (_, at) => ({ name: `file-${at}`, content: '' }));
    for (const bytes of [zip(parts), tar(parts)]) {
      const told = await tell(readArchive, bytes);
      expect(told.rules).toEqual(['archive', 'archive-entries']);
      expect(told.texts[0]?.lines.length).toBe(1000);
    }
    expect(await rulesOf(zip(parts.slice(1)))).toEqual(['archive']);
  });

  test.each([
    ['a zip', zip([{ name: 'x', content: Buffer.alloc(2 ** 24) }])],
    ['a gzip', gzipSync(Buffer.alloc(2 ** 24))],
  ])('finds that %s unpacks to more than a hundred times its size', async (_, bytes) => {
    expect(await rulesOf(bytes)).toEqual(['archive', 'archive-ratio']);
  });

  test.each([
    ['a zip without its list', zip(two).subarray(0, -30)],
    ['a gzip that breaks off', gzipSync(tar(two)).subarray(0, -30)],
    ['a tar that breaks off', tar(two).subarray(0, 1300)],
    ['a tar whose size is a lie', tar([{ name: 'x', content: 'x', saysBytes: 8 ** 10 }])],
  ])('says that %s is damaged', async (_, bytes) => {
    await expect(tell(readArchive, bytes)).rejects.toThrow(DamagedError);
  });

  test('of a way of packing that it does not know, it says only that', async () => {
    const told = await tell(readArchive, Buffer.from('377abcaf271c0004', 'hex'));
    expect(told.rules).toEqual(['archive']);
    expect(told.texts).toEqual([]);
  });
});
