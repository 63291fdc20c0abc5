import type { Holding } from '../../rules/holdings.ts';
import type { Reader } from '../reader.ts';
import { bytesMark, hasMark, type Mark, namesInZip, wordMark } from './magic.ts';

/** A file of a type that the reading room does not read. That is no reason against it: models leave this way. */
export const readOther: Reader = async (_, seen) => {
  seen.notChecked('type');
};

/** What files are that begin so, the more exact marks first. */
const kinds: readonly (readonly [kind: Holding, ...marks: Mark[]])[] = [
  ['hdf5', bytesMark('894844460d0a1a0a')],
  ['records', wordMark('<stata_dta>')],
  ['records', bytesMark('000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011')],
  ['records', wordMark('HEADER RECORD***'), wordMark('$FL2'), wordMark('$FL3'), wordMark('ASCII SPSS PORT FILE')],
  ['r', wordMark('RDX2'), wordMark('RDX3'), wordMark('RDA2'), wordMark('RDA3'), wordMark('X\n\0\0')],
  ['array', wordMark('\x93NUMPY')],
  ['sqlite', wordMark('SQLite format 3\0')],
  ['database', wordMark('DUCK', 8)],
  ['records', wordMark('FEA1')],
  ['office', bytesMark('d0cf11e0a1b11ae1'), wordMark('{\\rtf')],
  ['tensorflow', wordMark('TFL3', 4)],
  ['model', wordMark('GGUF')],
  ['gzip', bytesMark('1f8b')],
  ['packed', wordMark('BZh'), bytesMark('fd377a585a00'), bytesMark('28b52ffd')],
  ['packed', bytesMark('377abcaf271c'), wordMark('Rar!\x1a\x07')],
  ['printed', wordMark('%!PS')],
];

/** Packed files that programs open as one, by a name in them. */
const kindsOfZip: readonly (readonly [kind: Holding, name: RegExp])[] = [
  ['packedPickle', /(^|\/)data\.pkl$/],
  ['arrays', /\.npy$/],
  ['office', /^(word|ppt|visio|Pictures)\/|^content\.xml$/],
  ['packed', /(?:)/],
];

/** Of which kind a file is that begins with these bytes, by what it can hold. */
export function whatItCanHold(head: Uint8Array): Holding {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const known = kinds.find(([, ...marks]) => marks.some((mark) => hasMark(bytes, mark)));
  return known?.[0] ?? inZip(bytes) ?? ofShape(bytes) ?? 'unknown';
}

function inZip(bytes: Buffer): Holding | undefined {
  const names = [...namesInZip(bytes)];
  return kindsOfZip.find(([, name]) => names.some((one) => name.test(one)))?.[0];
}

/** Kinds without a mark, known by the form of their first bytes. */
function ofShape(bytes: Buffer): Holding | undefined {
  const [first = 0, second = 0] = bytes;
  if (first === 0x80 && second >= 2 && second <= 5) return 'pickle';
  if (isSafetensors(bytes)) return 'model';
  if (first === 0x08 && second > 0 && second < 0x20 && bytes[2] === 0x12) return 'model';
  const isOldStata = first >= 0x6c && first <= 0x73 && (second === 1 || second === 2) && bytes[2] === 1;
  return isOldStata ? 'records' : undefined;
}

/** The length of a head of JSON, then that head. */
function isSafetensors(bytes: Buffer): boolean {
  return bytes.length > 8 && bytes.readUInt32LE(4) === 0 && bytes.readUInt32LE(0) >= 2 && bytes[8] === 0x7b;
}
