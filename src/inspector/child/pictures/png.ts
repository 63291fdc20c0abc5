import { crc32 } from 'node:zlib';
import { DamagedError } from '../reader.ts';
import { exifOfTurn, turnOfExif } from './exif.ts';

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
const forPixels: ReadonlySet<string> = new Set('IHDR PLTE tRNS IDAT gAMA sRGB cHRM sBIT IEND'.split(' '));

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

/** How the picture is to be turned before it is shown, if it is. */
export function turnOfPng(bytes: Buffer): number | undefined {
  const { data } = pngChunks(bytes).chunks.find(({ type }) => type === 'eXIf') ?? {};
  return data && turnOfExif(data);
}

/** The same picture with nothing but what its pixels need, and how it is turned. */
export function pngPixels(bytes: Buffer): Buffer {
  const turn = turnOfPng(bytes);
  const kept = pngChunks(bytes)
    .chunks.filter(({ type }) => forPixels.has(type))
    .map(({ whole }) => whole);
  const turned = turn === undefined ? [] : [turningChunk(turn)];
  return Buffer.concat([bytes.subarray(0, signatureLength), ...kept.slice(0, 1), ...turned, ...kept.slice(1)]);
}

function turningChunk(turn: number): Buffer {
  const named = Buffer.concat([Buffer.from('eXIf'), exifOfTurn(turn)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
