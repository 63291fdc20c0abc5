import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { DamagedError } from '../reader.ts';
import type { ZipEntry } from './zip-list.ts';

const stored = 0;
const deflated = 8;
const piece = 64 * 1024;

/** A file in a zip has not the size that the zip says. */
export class LyingSizeError extends DamagedError {}

export function canUnzip({ method, isEncrypted }: ZipEntry): boolean {
  return !isEncrypted && (method === stored || method === deflated);
}

/** Unpacks a file bit by bit, and stops with a `LyingSizeError` as soon as it is larger than it should be. */
export async function* unzip(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of inflated(bytes.subarray(entry.dataAt, entry.dataAt + entry.packedBytes), entry)) {
    length += chunk.length;
    if (length > entry.bytes) throw new LyingSizeError('A file in the zip is larger than its list says');
    yield chunk;
  }
  if (length < entry.bytes) throw new LyingSizeError('A file in the zip is smaller than its list says');
}

async function* inflated(packed: Buffer, { method }: ZipEntry): AsyncGenerator<Buffer> {
  if (method === stored) {
    yield* slices(packed);
    return;
  }
  const inflate = createInflateRaw({ chunkSize: piece });
  Readable.from(slices(packed)).pipe(inflate);
  try {
    for await (const chunk of inflate) yield chunk;
  } catch (error) {
    throw new DamagedError('A file in the zip cannot be unpacked', { cause: error });
  }
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
