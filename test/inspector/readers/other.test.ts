import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOther, whatItCanHold } from '../../../src/inspector/child/readers/other.ts';
import { holdings } from '../../../src/inspector/rules/holdings.ts';
import { zip } from '../hostile/make/zip.ts';
import { tell } from './recording.ts';

const hex = (digits: string) => Buffer.from(digits, 'hex');
const safetensors = Buffer.concat([hex('0200000000000000'), Buffer.from('{}')]);

describe('readOther', () => {
  test('says that it does not read such files, and holds nothing against them', async () => {
    const told = await tell(readOther, safetensors);
    expect(told).toMatchObject({ rules: [], places: [], notChecked: ['type'], tables: [], texts: [] });
  });
});

describe('whatItCanHold', () => {
  test.each([
    ['safetensors', safetensors, 'trained model'],
    ['ONNX', hex('08071207707974'), 'trained model'],
    ['a pickle', hex('80049500'), 'Python'],
    ['a model of PyTorch', zip([{ name: 'net/data.pkl', content: '' }]), 'model or another object of Python'],
    ['HDF5', hex('894844460d0a1a0a'), 'HDF5'],
    ['Stata', Buffer.from('<stata_dta><header>'), 'single records'],
    ['Stata before 13', hex('7202010005000000'), 'single records'],
    ['SAS', hex('000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011'), 'single records'],
    ['SPSS', Buffer.from('$FL2@(#)'), 'single records'],
    ['R', Buffer.from('RDX3\nX\n'), 'Objects of R'],
    ['NumPy', Buffer.from('\x93NUMPY', 'latin1'), 'array'],
    ['NumPy with several arrays', zip([{ name: 'a.npy', content: '' }]), 'Arrays'],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'database'],
    ['DuckDB', Buffer.from('\0\0\0\0\0\0\0\0DUCK'), 'database'],
    [
      'Word',
      zip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'word/document.xml', content: '' },
      ]),
      'office',
    ],
    ['Word before 2007', hex('d0cf11e0a1b11ae1'), 'office'],
    ['7z', hex('377abcaf271c'), 'Packed'],
    ['R, packed', hex('1f8b0800'), 'R keeps its objects'],
    ['files in a zip', zip([{ name: 'a.csv', content: '' }]), 'Packed files'],
    ['bzip2', Buffer.from('BZh9'), 'Packed'],
    ['xz', hex('fd377a585a00'), 'Packed'],
    ['zstd', hex('28b52ffd'), 'Packed'],
    ['nothing known', hex('0badc0de'), 'does not know'],
  ])('says of %s what it can hold', (_, head, part) => {
    expect(holdings[whatItCanHold(head)]).toContain(part);
  });

  test('says something of any bytes', () => {
    const saysSomething = (bytes: Uint8Array) => holdings[whatItCanHold(bytes)].endsWith('.');
    fc.assert(fc.property(fc.uint8Array(), saysSomething));
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => saysSomething(Buffer.concat([Buffer.from('PK\x03\x04'), bytes]))),
    );
  });
});
