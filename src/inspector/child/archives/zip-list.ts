import { DamagedError } from '../reader.ts';

export const mostEntries = 1000;

/** One file in a zip, as the list at the end of the zip tells of it. */
export interface ZipEntry {
  readonly name: string;
  readonly isLink: boolean;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its own header begins, and where its packed bytes begin. */
  readonly headerAt: number;
  readonly dataAt: number;
  /** Whether its own header says the same as the list. */
  readonly agrees: boolean;
  /** So many bytes of its header and of the list are notes of a program, which nobody looks at. */
  readonly notes: number;
}

/** The bytes of a file in a zip with its own header, without notes. */
export const bytesIn = ({ headerAt, dataAt, packedBytes, notes }: ZipEntry): number =>
  dataAt + packedBytes - headerAt - notes;

export interface ZipList {
  readonly entries: readonly ZipEntry[];
  /** False where it lists more files than `mostEntries`. */
  readonly isWhole: boolean;
  /** Whether two files claim the same bytes. */
  readonly overlaps: boolean;
  /** Whether there are bytes that no file claims. */
  readonly hasUnlisted: boolean;
  /** So many bytes lie in the list, and in the signs that may follow packed bytes. */
  readonly signs: number;
}

const endLength = 22;
const listedLength = 46;
const headerLength = 30;
const longestComment = 0xffff;
/** Written where a number needs the wider form. */
const wider = 0xffffffff;
const flag = { encrypted: 0x01, sizesFollow: 0x08, strong: 0x40 };
/** Sizes that follow the packed bytes take up to this. */
const mostAfterData = 24;

/** Reads the list at the end of a zip, and the header of each file for comparison. Unpacks nothing. */
export function listZip(bytes: Buffer): ZipList {
  try {
    const end = endOf(bytes);
    const entries: ZipEntry[] = [];
    let at = end.listAt;
    while (entries.length < Math.min(end.count, mostEntries)) {
      const { entry, length } = entryAt(bytes, at);
      entries.push(entry);
      at += length;
    }
    const isWhole = end.count <= mostEntries;
    const spaces = spacesBetween(entries, end.listAt);
    const hasTail = isWhole && at < end.at;
    const signs = at - end.listAt + bytes.length - end.at - end.comment + spaces.signs;
    const hasUnlisted = isWhole && (spaces.hasUnlisted || hasTail);
    return { entries, isWhole, overlaps: spaces.overlaps, hasUnlisted, signs };
  } catch (error) {
    if (error instanceof RangeError)
      throw new DamagedError('The list of the zip points outside of it', { cause: error });
    throw error;
  }
}

/** The last part of a zip, which says where its list is. */
function endOf(bytes: Buffer): { at: number; count: number; listAt: number; comment: number } {
  const first = Math.max(0, bytes.length - endLength - longestComment);
  for (let at = bytes.length - endLength; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== 0x06054b50 || at + endLength + bytes.readUInt16LE(at + 20) !== bytes.length)
      continue;
    const comment = bytes.readUInt16LE(at + 20);
    const wide = at - 20;
    if (wide < 0 || bytes.readUInt32LE(wide) !== 0x07064b50) {
      return { at, count: bytes.readUInt16LE(at + 10), listAt: bytes.readUInt32LE(at + 16), comment };
    }
    const wideAt = wideNumber(bytes, wide + 8);
    if (bytes.readUInt32LE(wideAt) !== 0x06064b50) break;
    return { at: wideAt, count: wideNumber(bytes, wideAt + 32), listAt: wideNumber(bytes, wideAt + 48), comment };
  }
  throw new DamagedError('The zip has no end');
}

function wideNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}

function entryAt(bytes: Buffer, at: number): { entry: ZipEntry; length: number } {
  if (bytes.readUInt32LE(at) !== 0x02014b50) throw new DamagedError('The list of the zip is not one');
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const nameEnd = at + listedLength + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const nameBytes = bytes.subarray(at + listedLength, nameEnd);
  const [size, packedBytes, headerAt] = sizesOf(bytes, at, nameEnd, extraEnd);
  const header = headerOf(bytes, headerAt);
  const entry: ZipEntry = {
    name: nameBytes.toString('utf8'),
    isLink: ((bytes.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000,
    packedBytes,
    bytes: size,
    method,
    isEncrypted: (flags & (flag.encrypted | flag.strong)) !== 0,
    headerAt,
    dataAt: header.dataAt,
    agrees:
      header.name.equals(nameBytes) &&
      header.method === method &&
      (header.sizesFollow || (agree(header.bytes, size) && agree(header.packedBytes, packedBytes))),
    notes:
      notesIn(bytes.subarray(nameEnd, extraEnd)) +
      notesIn(bytes.subarray(header.extraAt, header.dataAt)) +
      bytes.readUInt16LE(at + 32),
  };
  if (entry.dataAt + packedBytes > bytes.length) throw new DamagedError('A file in the zip is longer than the zip');
  return { entry, length: extraEnd + bytes.readUInt16LE(at + 32) - at };
}

/** Times, owners and wide sizes take less than this; programs leave room for more and fill it with nothing. */
const mostExtra = 64;

function notesIn(extra: Buffer): number {
  return extra.length > mostExtra && extra.subarray(mostExtra).some((byte) => byte !== 0) ? extra.length : 0;
}

const agree = (own: number, listed: number): boolean => own === listed || own === wider;

/** Size, packed size and place of a listed file; those too large for their field stand in this order among the extra fields. */
function sizesOf(bytes: Buffer, at: number, extraAt: number, extraEnd: number): [number, number, number] {
  const told = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)] as const;
  let wideAt: number | undefined;
  for (let field = extraAt; field + 4 <= extraEnd; field += 4 + bytes.readUInt16LE(field + 2)) {
    if (bytes.readUInt16LE(field) === 1) wideAt ??= field + 4;
  }
  const next = (value: number): number => {
    if (value !== wider || wideAt === undefined) return value;
    const found = wideNumber(bytes, wideAt);
    wideAt += 8;
    return found;
  };
  return [next(told[0]), next(told[1]), next(told[2])];
}

/** What a file in a zip says of itself, in front of its packed bytes. */
function headerOf(bytes: Buffer, at: number) {
  if (bytes.readUInt32LE(at) !== 0x04034b50) throw new DamagedError('A file in the zip has no header');
  const nameEnd = at + headerLength + bytes.readUInt16LE(at + 26);
  return {
    name: bytes.subarray(at + headerLength, nameEnd),
    method: bytes.readUInt16LE(at + 8),
    sizesFollow: (bytes.readUInt16LE(at + 6) & flag.sizesFollow) !== 0,
    packedBytes: bytes.readUInt32LE(at + 18),
    bytes: bytes.readUInt32LE(at + 22),
    extraAt: nameEnd,
    dataAt: nameEnd + bytes.readUInt16LE(at + 28),
  };
}

function spacesBetween(entries: readonly ZipEntry[], listAt: number) {
  let end = 0;
  let signs = 0;
  let overlaps = false;
  let hasUnlisted = false;
  for (const { headerAt, dataAt, packedBytes } of entries.toSorted((one, other) => one.headerAt - other.headerAt)) {
    if (headerAt < end) overlaps = true;
    if (headerAt > end + (end === 0 ? 0 : mostAfterData)) hasUnlisted = true;
    else signs += Math.max(0, headerAt - end);
    end = Math.max(end, dataAt + packedBytes);
  }
  if (end > listAt) overlaps = true;
  if (listAt > end + (end === 0 ? 0 : mostAfterData)) hasUnlisted = true;
  else signs += Math.max(0, listAt - end);
  return { overlaps, hasUnlisted, signs };
}
