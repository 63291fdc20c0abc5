import { DamagedError } from '../reader.ts';

export interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
  /** All of it: length, type, content and checksum. */
  readonly whole: Buffer;
}

export const signatureLength = 8;
const aroundData = 12;
/** A picture of 64 MB has some thousand parts. */
const mostChunks = 100_000;
/** Without these and no others, the pixels are the same. */
const forPixels: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'gAMA',
  'sRGB',
  'cHRM',
  'sBIT',
  'IEND',
]);

/** The parts of a PNG up to its end, and how many bytes follow that. */
export function pngChunks(bytes: Buffer): { chunks: PngChunk[]; left: number } {
  const chunks: PngChunk[] = [];
  let at = signatureLength;
  for (;;) {
    if (at + aroundData > bytes.length) throw new DamagedError('The PNG has no end');
    const length = bytes.readUInt32BE(at);
    const end = at + aroundData + length;
    if (end > bytes.length) throw new DamagedError('A part of the PNG is longer than the file');
    if (chunks.length === mostChunks) throw new DamagedError('The PNG has too many parts');
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
    if (type === 'IEND') return { chunks, left: bytes.length - at };
  }
}

/** The same picture with nothing but what its pixels need. */
export function pngPixels(bytes: Buffer): Buffer {
  const { chunks } = pngChunks(bytes);
  const kept = chunks.filter(({ type }) => forPixels.has(type)).map(({ whole }) => whole);
  return Buffer.concat([bytes.subarray(0, signatureLength), ...kept]);
}
