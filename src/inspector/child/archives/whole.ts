import type { FileToRead } from '../reader.ts';

/** All bytes of a file, as Node's own kind, which knows numbers and text. */
export async function whole(file: FileToRead): Promise<Buffer> {
  const bytes = await file.whole();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
