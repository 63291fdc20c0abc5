import { linesWithBars, type Phrase } from './bars.ts';

/** A piece of text on a page, in units of the page; y grows upwards. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** How high its letters are. */
  readonly size: number;
}

/** A gap that is wider, in heights of letters, parts columns; a narrower one from this on is a space. */
const columnGap = 0.9;
const wordGap = 0.15;
/** So much of a height apart, pieces still stand on one line. */
const sameLine = 0.4;

interface Item {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}

export function pieceOf({ str, transform, width, height }: Item): Piece {
  const [a = 0, b = 0, , , x = 0, y = 0] = transform.map(Number);
  return { text: str, x, y, width, size: height || Math.hypot(a, b) || 1 };
}

/** The lines of a page from above, each from the left, with three spaces where columns part. */
export function linesOf(pieces: readonly Piece[]): string[] {
  const lines: Piece[][] = [];
  const filled = pieces.filter(({ text }) => text.trim() !== '');
  for (const piece of filled.toSorted((one, other) => other.y - one.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (first !== undefined && first.y - piece.y <= sameLine * Math.min(first.size, piece.size)) line?.push(piece);
    else lines.push([piece]);
  }
  return linesWithBars(lines.map((line) => phrasesOf(line.toSorted((one, other) => one.x - other.x))));
}

function phrasesOf(line: readonly Piece[]): Phrase[] {
  const phrases: { text: string; from: number; to: number }[] = [];
  for (const { text, x, width, size } of line) {
    const last = phrases.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : (x - last.to) / size;
    if (last === undefined || gap > columnGap) phrases.push({ text, from: x, to: x + width });
    else {
      last.text += `${gap > wordGap ? ' ' : ''}${text}`;
      last.to = x + width;
    }
  }
  return phrases.map(({ text, from, to }) => ({ text, center: (from + to) / 2 }));
}
