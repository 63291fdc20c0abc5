import { inflateSync } from 'node:zlib';
import type { PassedKind } from '../../../domain/inspection/coverage.ts';
import { Account } from '../account.ts';
import { whole } from '../archives/whole.ts';
import { factsOfExif } from '../pictures/exif.ts';
import { factsOfXmp, type ImageFact, ImageFacts } from '../pictures/image-facts.ts';
import { type PngChunk, pngChunks, signatureLength } from '../pictures/png.ts';
import type { Reader } from '../reader.ts';

const mostOfText = 64 * 1024;
/** Parts that hold pixels, colours and sizes and have no room for more. */
const plain: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA sRGB cHRM sBIT pHYs bKGD hIST iCCP sPLT cICP'.split(' '),
);
/** What programs write into every picture. */
const usual = /^(software|creation time|date:.*|source|png:.*)$/i;

const known =
  /^(title|author|artist|creator|description|copyright|disclaimer|warning|comment|xml:com\.adobe\.xmp|raw profile type \w+)$/i;

/** Nobody but a person can say what its pixels show. */
export const readPng: Reader = async (file, seen) => {
  const { chunks, left } = pngChunks(await whole(file));
  const account = new Account();
  account.add(undefined, signatureLength);
  seen.found('picture');
  if (left > 0) seen.found('hidden-bytes');
  const facts = new ImageFacts(seen);
  for (const chunk of chunks) account.add(look(chunk, facts) ? undefined : kindOf(chunk.type), chunk.whole.length);
  facts.end();
  account.tell(seen);
};

/** Tells what a part shows; true where all of it was told. */
function look({ type, data }: PngChunk, facts: ImageFacts): boolean {
  if (type === 'IHDR' && data.length >= 8) facts.measure(data.readUInt32BE(0), data.readUInt32BE(4));
  else if (plain.has(type)) return false;
  else if (type === 'eXIf') facts.addExif(factsOfExif(data));
  else if (['tEXt', 'zTXt', 'iTXt'].includes(type)) return lookIntoText(type, data, facts);
  else if (['acTL', 'fcTL', 'fdAT'].includes(type)) facts.add('frames');
  else facts.add(type === 'tIME' ? 'metadata' : 'unknown');
  return false;
}

function kindOf(type: string): PassedKind {
  if (plain.has(type) || ['acTL', 'fcTL', 'fdAT'].includes(type)) return 'picture';
  return ['eXIf', 'tIME', 'tEXt', 'zTXt', 'iTXt'].includes(type) ? 'metadata' : 'otherData';
}

function lookIntoText(type: string, data: Buffer, facts: ImageFacts): boolean {
  const keyEnd = data.indexOf(0);
  const key = data.toString('latin1', 0, keyEnd);
  const text = textOf(type, data.subarray(keyEnd + 1));
  if (keyEnd === -1 || text === undefined) facts.add('unknown');
  else if (key === 'XML:com.adobe.xmp') facts.add(...factsOfXmp(text));
  else if (/^raw profile type (exif|app1)$/i.test(key)) facts.addExif(factsOfExif(exifInHex(text)));
  else facts.add(factOf(key));
  if (!usual.test(key) && !known.test(key)) facts.say(key);
  return facts.say(text ?? '') && keyEnd !== -1 && text !== undefined;
}

function factOf(key: string): ImageFact {
  if (usual.test(key)) return 'metadata';
  return /^(author|copyright|artist|creator)$/i.test(key) ? 'author' : 'text';
}

/** The text after the keyword, packed or not; `undefined` where it cannot be unpacked, or is too long to be one. */
function textOf(type: string, data: Buffer): string | undefined {
  if (type === 'tEXt') return data.toString('latin1');
  if (type === 'zTXt') return unpacked(data.subarray(1))?.toString('latin1');
  const isPacked = data[0] === 1;
  // Two names in other languages stand in front of the text.
  const second = data.indexOf(0, data.indexOf(0, 2) + 1);
  if (second === -1) return undefined;
  const text = data.subarray(second + 1);
  return (isPacked ? unpacked(text) : text)?.toString('utf8');
}

function unpacked(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: mostOfText });
  } catch {
    return undefined;
  }
}

/** A block of EXIF as ImageMagick writes it: a name, a length, then hexadecimal digits in lines. */
function exifInHex(text: string): Buffer {
  const bytes = Buffer.from(text.replace(/^\s*\S+\s+\d+\s+/, '').replace(/\s+/g, ''), 'hex');
  return bytes.toString('latin1', 0, 6) === 'Exif\0\0' ? bytes.subarray(6) : bytes;
}
