import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture as a browser takes it: three bytes for each point, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** A picture whose points are places in a palette of at most 256 colours, three bytes for each. */
export interface Painted {
  readonly width: number;
  readonly height: number;
  readonly palette: Uint8Array;
  readonly points: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const truecolour = 2;
const withPalette = 3;

/** Reads a PNG of eight bits for each of three colours, not interlaced. Throws an Error for every other one. */
export function readPng(file: Buffer): Pixels {
  const data: Buffer[] = [];
  let head: Buffer | undefined;
  for (let at = signature.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') head = body;
    if (kind === 'IDAT') data.push(body);
    at += length + 12;
  }
  const [depth, colours, , , interlaced] = head?.subarray(8) ?? [];
  if (head === undefined || depth !== 8 || colours !== truecolour || interlaced !== 0)
    throw new Error(`This is no PNG of a browser's window: depth ${depth}, colours ${colours}`);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  return { width, height, bytes: unfiltered(inflateSync(Buffer.concat(data)), width * 3, height) };
}

/** Each row begins with how its bytes follow from those to the left and above (PNG, "Filtering"). */
function unfiltered(rows: Buffer, length: number, height: number): Uint8Array {
  const bytes = new Uint8Array(length * height);
  for (let row = 0; row < height; row += 1) {
    const filter = rows[row * (length + 1)] ?? 0;
    const to = row * length;
    for (let at = 0; at < length; at += 1) {
      const left = at < 3 ? 0 : (bytes[to + at - 3] ?? 0);
      const above = row === 0 ? 0 : (bytes[to - length + at] ?? 0);
      const corner = row === 0 || at < 3 ? 0 : (bytes[to - length + at - 3] ?? 0);
      const sent = rows[row * (length + 1) + 1 + at] ?? 0;
      bytes[to + at] = sent + predicted(filter, left, above, corner);
    }
  }
  return bytes;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter === 4) return nearest(left, above, corner);
  return 0;
}

/** The Paeth predictor. */
function nearest(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Writes a PNG with a palette. */
export function writePng({ width, height, palette, points }: Painted): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, withPalette], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1)
    rows.set(points.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', data), chunk('IEND')]);
}

function chunk(kind: string, body: Uint8Array = new Uint8Array()): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
