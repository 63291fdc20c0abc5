import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fewerColours } from './fewer-colours.ts';
import { readPng } from './png.ts';

const [width, height] = [4, 5];

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Five rows of four points, each row with another filter. Only the filters are of interest, so that a row is what it is. */
function aPng(rows: readonly (readonly number[])[], colours = 2): Buffer {
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, colours, 0, 0, 0]);
  const data = deflateSync(Buffer.from(rows.flatMap((row, filter) => [filter, ...row])));
  const parts = [chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}

const nothing = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const ramp = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];

/** The parts of a PNG by their kinds. */
function partsOf(file: Buffer): ReadonlyMap<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    parts.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  return parts;
}

describe('a picture', () => {
  test('is read through each filter: a difference of nothing repeats what is left or above', () => {
    const { bytes } = readPng(aPng([ramp, [7, 8, 9, ...nothing.slice(3)], nothing, nothing, nothing]));
    const rows = Array.from({ length: height }, (_, row) => [...bytes.subarray(row * 12, row * 12 + 12)]);
    const repeated = [7, 8, 9, 7, 8, 9, 7, 8, 9, 7, 8, 9];
    expect(rows.slice(0, 3)).toEqual([ramp, repeated, repeated]);
    // The mean of what is left and above, rounded down, and then whichever of left, above and corner is nearest.
    expect(rows[3]).toEqual([3, 4, 4, 5, 6, 6, 6, 7, 7, 6, 7, 8]);
    expect(rows[4]).toEqual([3, 4, 4, 5, 6, 6, 6, 7, 7, 6, 7, 8]);
  });

  test('with few colours keeps them, in a palette', () => {
    const [red, white] = [
      [154, 38, 23],
      [255, 255, 255],
    ];
    const row = [...red, ...white, ...white, ...white];
    const parts = partsOf(
      fewerColours(aPng([row, nothing.map((_, at) => (at < 3 ? (red[at] ?? 0) : 0)), nothing, nothing, nothing])),
    );
    const palette = [...(parts.get('PLTE') ?? [])];
    const points = [...inflateSync(parts.get('IDAT') ?? Buffer.alloc(0)).subarray(1, 1 + width)];
    expect(points.map((place) => palette.slice(place * 3, place * 3 + 3))).toEqual([red, white, white, white]);
  });

  test('of another kind is refused', () => {
    expect(() => readPng(aPng([nothing], 6))).toThrow('depth 8, colours 6');
  });
});
