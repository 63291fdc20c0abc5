import type { ImageFact } from './image-facts.ts';

/** What tags show. Those of cameras and exposure are metadata and no more. */
const factOfTag = new Map<number, ImageFact>([
  [0x8825, 'gps'],
  // Artist, copyright, author as Windows writes it, owner of the camera.
  ...[0x013b, 0x8298, 0x9c9d, 0xa430].map((tag) => [tag, 'author'] as const),
  // Description, comment, title, comment, keywords and subject as Windows writes them, computer, serial number, notes of the maker.
  ...[0x010e, 0x9286, 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f, 0x013c, 0xa431, 0x927c].map((tag) => [tag, 'text'] as const),
  [0x0201, 'thumbnail'],
]);
const pointerToMore = 0x8769;
const entryLength = 12;
/** A file has two or three directories of tags; more are a loop or a hiding place. */
const mostDirectories = 8;

/** Reads a number of two or four bytes in the order that the block names. */
interface Numbers {
  short(at: number): number;
  long(at: number): number;
}

/** What a block of EXIF shows: `unknown` where it is none, or points outside of itself. */
export function factsOfExif(block: Buffer): ImageFact[] {
  const facts = new Set<ImageFact>(['metadata']);
  const numbers = numbersOf(block);
  if (numbers === undefined) return ['metadata', 'unknown'];
  try {
    const waiting = [numbers.long(4)];
    for (let count = 0; waiting.length > 0; count += 1) {
      const at = waiting.shift() ?? 0;
      if (at === 0) continue;
      if (count === mostDirectories) return [...facts, 'unknown'];
      waiting.push(...readDirectory(numbers, at, facts));
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    facts.add('unknown');
  }
  return [...facts];
}

const howToTurn = 0x0112;

/** How a picture is to be turned before it is shown: 2 to 8, as EXIF counts the ways; undefined where it stays as it is, or nobody says. */
export function turnOfExif(block: Buffer): number | undefined {
  const numbers = numbersOf(block);
  if (numbers === undefined) return undefined;
  const first = numbers.long(4) + 2;
  const most = first > block.length ? 0 : Math.floor((block.length - first) / entryLength);
  const count = Math.min(most, numbers.short(Math.min(first, block.length) - 2));
  const entries = Array.from({ length: count }, (_, index) => first + index * entryLength);
  const entry = entries.find((at) => numbers.short(at) === howToTurn);
  const turn = entry === undefined ? 0 : numbers.short(entry + 8);
  return turn >= 2 && turn <= 8 ? turn : undefined;
}

/** A block of EXIF that says this and nothing else. */
export function exifOfTurn(turn: number): Buffer {
  return Buffer.from(`4d4d002a0000000800010112000300000001000${turn}000000000000`, 'hex');
}

/** Adds what the tags of one directory show, and gives the places of the directories that it names. */
function readDirectory({ short, long }: Numbers, at: number, facts: Set<ImageFact>): number[] {
  const count = short(at);
  const more: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * entryLength;
    const tag = short(entry);
    const fact = factOfTag.get(tag);
    if (fact) facts.add(fact);
    if (tag === pointerToMore) more.push(long(entry + 8));
  }
  return [...more, long(at + 2 + count * entryLength)];
}

function numbersOf(block: Buffer): Numbers | undefined {
  const order = block.toString('latin1', 0, 2);
  if (block.length < 8 || (order !== 'II' && order !== 'MM')) return undefined;
  return order === 'II'
    ? { short: (at) => block.readUInt16LE(at), long: (at) => block.readUInt32LE(at) }
    : { short: (at) => block.readUInt16BE(at), long: (at) => block.readUInt32BE(at) };
}
