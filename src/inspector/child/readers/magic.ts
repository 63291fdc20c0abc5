/** Bytes by which a kind of file is known, and where they stand. */
export interface Mark {
  readonly at: number;
  readonly bytes: Buffer;
}

export const bytesMark = (hex: string, at = 0): Mark => ({ at, bytes: Buffer.from(hex, 'hex') });

export const wordMark = (text: string, at = 0): Mark => ({ at, bytes: Buffer.from(text, 'latin1') });

export function hasMark(head: Buffer, { at, bytes }: Mark): boolean {
  return head.subarray(at, at + bytes.length).equals(bytes);
}

const packings = [
  ['zip', wordMark('PK\x03\x04')],
  ['zip', wordMark('PK\x05\x06')],
  ['gzip', bytesMark('1f8b')],
  ['tar', wordMark('ustar', 257)],
  ['bzip2', wordMark('BZh')],
  ['xz', bytesMark('fd377a585a00')],
  ['zstd', bytesMark('28b52ffd')],
  ['7z', bytesMark('377abcaf271c')],
  ['rar', wordMark('Rar!\x1a\x07')],
] as const;

export type Packing = (typeof packings)[number][0];

export function packingOf(head: Buffer): Packing | undefined {
  return packings.find(([, mark]) => hasMark(head, mark))?.[0];
}

/** The names in the headers of a zip, as far as its beginning shows them. */
export function* namesInZip(bytes: Buffer): Generator<string> {
  for (let at = 0; at !== -1; at = bytes.indexOf('PK\x03\x04', at + 4, 'latin1')) {
    if (!hasMark(bytes, wordMark('PK\x03\x04', at)) || at + 30 > bytes.length) return;
    yield bytes.toString('latin1', at + 30, at + 30 + bytes.readUInt16LE(at + 26));
  }
}
