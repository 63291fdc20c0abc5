/** Bytes by which a kind of file is known, and where they stand. */
export interface Mark {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A mark written in hexadecimal. */
export const bytesMark = (hex: string, at = 0): Mark => ({ at, bytes: Buffer.from(hex, 'hex') });

/** A mark written in letters. */
export const wordMark = (text: string, at = 0): Mark => ({ at, bytes: Buffer.from(text, 'latin1') });

/** Whether the beginning of a file has a mark. */
export function hasMark(head: Buffer, { at, bytes }: Mark): boolean {
  return head.subarray(at, at + bytes.length).equals(bytes);
}

/** How files begin whose content is packed. */
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

/** A way of packing files. */
export type Packing = (typeof packings)[number][0];

/** How a file is packed that begins so, if it is. */
export function packingOf(head: Buffer): Packing | undefined {
  return packings.find(([, mark]) => hasMark(head, mark))?.[0];
}
