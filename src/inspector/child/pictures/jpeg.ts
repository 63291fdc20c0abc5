import { DamagedError } from '../reader.ts';
import { exifOfTurn, turnOfExif } from './exif.ts';

export interface JpegSegment {
  /** The second byte of its mark. */
  readonly marker: number;
  /** Its content, without mark and length. */
  readonly data: Buffer;
  /** All of it; of a scan, the packed pixels too. */
  readonly whole: Buffer;
}

const marker = { restart: 0xd0, begin: 0xd8, end: 0xd9, scan: 0xda, app0: 0xe0, exif: 0xe1, adobe: 0xee } as const;
/** A picture has some dozens of parts, most of them scans and profiles. */
const mostSegments = 100_000;
/** Letters and dimensions of the JFIF head; a small picture may follow them. */
const jfifLength = 14;

/** The parts of a JPEG up to its end, and how many bytes follow that. */
export function jpegSegments(bytes: Buffer): { segments: JpegSegment[]; left: number } {
  const segments: JpegSegment[] = [];
  let at = 2;
  for (;;) {
    const kind = bytes[at + 1];
    if (bytes[at] !== 0xff || kind === undefined)
      throw new DamagedError('A part of the JPEG does not begin where it should');
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    if (kind === marker.end) return { segments, left: bytes.length - at - 2 };
    if (segments.length === mostSegments) throw new DamagedError('The JPEG has too many parts');
    const dataEnd = at + 2 + lengthAt(bytes, at + 2);
    const end = kind === marker.scan ? scanEnd(bytes, dataEnd) : dataEnd;
    segments.push({ marker: kind, data: bytes.subarray(at + 4, dataEnd), whole: bytes.subarray(at, end) });
    at = end;
  }
}

function lengthAt(bytes: Buffer, at: number): number {
  const length = at + 2 > bytes.length ? 0 : bytes.readUInt16BE(at);
  if (length < 2 || at + length > bytes.length) throw new DamagedError('A part of the JPEG is longer than the file');
  return length;
}

/** Packed pixels go on to the next mark that is neither a byte of theirs nor a point to begin anew. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < marker.restart || next >= marker.begin)) return at;
  }
  throw new DamagedError('The JPEG has no end');
}

/** Whether a part says how large the picture is and how it is packed. */
export function isFrame(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
}

/** Whether a part is of the picture itself: tables, frames and scans have marks from C0 to DF. */
export function isForPixels(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xdf;
}

/** How the picture is to be turned before it is shown, if it is: browsers ask the first block of EXIF. */
export function turnOfJpeg(bytes: Buffer): number | undefined {
  const isExif = ({ marker: kind, data }: JpegSegment) => kind === marker.exif && data.indexOf(exifHead) === 0;
  const block = jpegSegments(bytes).segments.find(isExif)?.data;
  return block && turnOfExif(block.subarray(exifHead.length));
}

const exifHead = Buffer.from('Exif\0\0');

/** The same picture with nothing but what its pixels need: the form of its colours and how it is turned among the rest. */
export function jpegPixels(bytes: Buffer): Buffer {
  const turn = turnOfJpeg(bytes);
  const kept = jpegSegments(bytes).segments.flatMap((segment) => {
    if (isForPixels(segment.marker)) return [segment.whole];
    if (segment.marker === marker.adobe && segment.data.toString('latin1', 0, 5) === 'Adobe')
      return [adobeHead(segment)];
    return isJfif(segment) ? [jfifHead(segment)] : [];
  });
  const turned = turn === undefined ? [] : [appOf(marker.exif, Buffer.concat([exifHead, exifOfTurn(turn)]))];
  return Buffer.concat([Buffer.from([0xff, marker.begin]), ...turned, ...kept, Buffer.from([0xff, marker.end])]);
}

/** Whether a part is the head that most JPEGs begin with. */
export function isJfif({ marker: kind, data }: JpegSegment): boolean {
  return kind === marker.app0 && data.length >= jfifLength && data.toString('latin1', 0, 5) === 'JFIF\0';
}

/** Whether a part brings a small picture after the JFIF head. */
export function hasJfifPicture(segment: JpegSegment): boolean {
  return isJfif(segment) && segment.data.length > jfifLength;
}

function jfifHead({ data }: JpegSegment): Buffer {
  const head = Buffer.from(data.subarray(0, jfifLength));
  head.fill(0, jfifLength - 2);
  return appOf(marker.app0, head);
}

const adobeLength = 12;

function adobeHead({ data }: JpegSegment): Buffer {
  return appOf(marker.adobe, data.subarray(0, adobeLength));
}

/** A part of fewer than 250 bytes. */
function appOf(kind: number, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, kind, 0, data.length + 2]), data]);
}
