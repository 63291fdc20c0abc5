import { type Painted, type Pixels, readPng, writePng } from './png.ts';

const mostColours = 256;
/** Colours that agree in the upper five bits of red, green and blue are taken as one. */
const kinds = 32 ** 3;

/** The same picture with at most 256 colours: a page has few, and its file becomes a third as large. */
export function fewerColours(png: Buffer): Buffer {
  return writePng(painted(readPng(png)));
}

function painted({ width, height, bytes }: Pixels): Painted {
  const counts = new Uint32Array(kinds);
  const sums = new Float64Array(kinds * 3);
  for (let at = 0; at < bytes.length; at += 3) {
    const kind = kindAt(bytes, at);
    counts[kind] = (counts[kind] ?? 0) + 1;
    for (let colour = 0; colour < 3; colour += 1)
      sums[kind * 3 + colour] = (sums[kind * 3 + colour] ?? 0) + (bytes[at + colour] ?? 0);
  }
  const seen = [...counts.keys()].filter((kind) => counts[kind] !== 0);
  const meanOf = (kind: number) =>
    [0, 1, 2].map((colour) => Math.round((sums[kind * 3 + colour] ?? 0) / (counts[kind] ?? 1)));
  const frequent = seen
    .toSorted((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0))
    .slice(0, mostColours)
    .map(meanOf);
  const placeOf = new Uint8Array(kinds);
  for (const kind of seen) placeOf[kind] = nearest(meanOf(kind), frequent);
  const points = new Uint8Array(width * height);
  for (let at = 0; at < points.length; at += 1) points[at] = placeOf[kindAt(bytes, at * 3)] ?? 0;
  return { width, height, palette: Uint8Array.from(frequent.flat()), points };
}

function kindAt(bytes: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  return ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
}

/** The place of the colour that is most like another one. */
function nearest(wanted: readonly number[], colours: readonly (readonly number[])[]): number {
  const distance = (colour: readonly number[]) =>
    colour.reduce((sum, value, at) => sum + (value - (wanted[at] ?? 0)) ** 2, 0);
  let best = 0;
  for (const [place, colour] of colours.entries())
    if (distance(colour) < distance(colours[best] ?? colour)) best = place;
  return best;
}
