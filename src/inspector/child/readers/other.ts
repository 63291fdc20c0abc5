import type { Reader } from '../reader.ts';
import { bytesMark, hasMark, type Mark, wordMark } from './magic.ts';

/** A file of a type that the reading room does not read. That is no reason against it: models leave this way. */
export const readOther: Reader = async (_, seen) => {
  seen.notChecked('type');
};

const model =
  'A trained model. Models can repeat the records that they were trained on, and some kinds keep them as they are.';
const pickle =
  'An object of Python. It can hold anything, whole tables too, and can run commands when it is opened: do not open it outside the environment.';
const records = 'A data set, as a rule of single records.';
const packed = 'Packed files. Ask for them as plain files.';
const office =
  'A document of an office program. It can hold tables, hidden text, earlier versions, macros and other files.';

/** What files can hold that begin so, the more exact marks first. */
const kinds: readonly (readonly [says: string, ...marks: Mark[]])[] = [
  ['Weights, tables or images in HDF5. Both models and whole data sets are kept so.', bytesMark('894844460d0a1a0a')],
  [records, wordMark('<stata_dta>')],
  [
    records,
    bytesMark('000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011'),
    wordMark('HEADER RECORD***'),
  ],
  [records, wordMark('$FL2'), wordMark('$FL3'), wordMark('ASCII SPSS PORT FILE')],
  ['Objects of R. Fitted models in them keep the data that they were fitted to.', wordMark('RDX2'), wordMark('RDX3')],
  ['Objects of R. Fitted models in them keep the data that they were fitted to.', wordMark('X\n\0\0')],
  ['Numbers of an array, each as it was computed, which can be one for each person.', wordMark('\x93NUMPY')],
  [
    'A database with its tables, and with rows that were deleted and not yet overwritten.',
    wordMark('SQLite format 3\0'),
  ],
  ['A database with its tables.', wordMark('DUCK', 8)],
  [records, wordMark('FEA1')],
  [office, bytesMark('d0cf11e0a1b11ae1'), wordMark('{\\rtf')],
  ['A model or another large value of TensorFlow, as tables of numbers.', wordMark('TFL3', 4)],
  [model, wordMark('GGUF')],
  [
    packed,
    wordMark('BZh'),
    bytesMark('fd377a585a00'),
    bytesMark('28b52ffd'),
    bytesMark('377abcaf271c'),
    wordMark('Rar!\x1a\x07'),
  ],
  ['A drawing that a printer understands. Each point of it is a number that can be read.', wordMark('%!PS')],
];

/** Packed files that programs open as one, by a name in them. */
const kindsOfZip: readonly (readonly [says: string, name: RegExp])[] = [
  [pickle.replace('An object', 'A model or another object'), /(^|\/)data\.pkl$/],
  ['Arrays of numbers, each as it was computed, which can be one for each person.', /\.npy$/],
  [office, /^(word|ppt|visio|Pictures)\/|^content\.xml$/],
];

/** Text that browsers and other programs show as more, or less, than what is in it. */
const kindsOfText: readonly (readonly [says: string, begin: RegExp])[] = [
  [
    'A drawing. Each point of it is a number that can be read, and text, images and scripts can hide in it.',
    /^(<\?xml[^>]*>)?\s*(<!--.*?-->\s*|<!doctype[^>]*>\s*)*<svg/is,
  ],
  [
    'A page for a browser. Interactive charts keep all of their data in it, and scripts can hide more.',
    /^(<\?xml[^>]*>)?\s*(<!--.*?-->\s*)*<(!doctype html|html)/is,
  ],
  ['A document in XML. It can hold anything.', /^<\?xml/i],
];

/** A sentence for people on what a file can hold that begins with these bytes. */
export function whatItCanHold(head: Uint8Array): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const known = kinds.find(([, ...marks]) => marks.some((mark) => hasMark(bytes, mark)));
  return (
    known?.[0] ??
    inZip(bytes) ??
    ofShape(bytes) ??
    inText(bytes) ??
    'Bytes that the reading room does not know. They can hold anything.'
  );
}

function inZip(bytes: Buffer): string | undefined {
  const names = [...namesInZip(bytes)];
  return kindsOfZip.find(([, name]) => names.some((one) => name.test(one)))?.[0];
}

/** The names in the headers of a zip, as far as its beginning shows them. */
function* namesInZip(bytes: Buffer): Generator<string> {
  for (let at = 0; at !== -1; at = bytes.indexOf('PK\x03\x04', at + 4, 'latin1')) {
    if (!hasMark(bytes, wordMark('PK\x03\x04', at)) || at + 30 > bytes.length) return;
    yield bytes.toString('latin1', at + 30, at + 30 + bytes.readUInt16LE(at + 26));
  }
}

/** Kinds without a mark, known by the form of their first bytes. */
function ofShape(bytes: Buffer): string | undefined {
  const [first = 0, second = 0] = bytes;
  if (first === 0x80 && second >= 2 && second <= 5) return pickle;
  if (isSafetensors(bytes)) return model;
  if (first === 0x08 && second > 0 && second < 0x20 && bytes[2] === 0x12) return model;
  const isOldStata = first >= 0x6c && first <= 0x73 && (second === 1 || second === 2) && bytes[2] === 1;
  return isOldStata ? records : undefined;
}

/** The length of a head of JSON, then that head. */
function isSafetensors(bytes: Buffer): boolean {
  return bytes.length > 8 && bytes.readUInt32LE(4) === 0 && bytes.readUInt32LE(0) >= 2 && bytes[8] === 0x7b;
}

function inText(bytes: Buffer): string | undefined {
  const begin = bytes
    .toString('utf8', 0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  return kindsOfText.find(([, form]) => form.test(begin))?.[0];
}
