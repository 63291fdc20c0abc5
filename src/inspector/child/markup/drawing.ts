import { linesWithBars } from '../texts/bars.ts';
import type { Attributes } from '../texts/xml.ts';

/** More pieces of text are told as they come. */
const mostPieces = 100_000;
/** So far from a line, in units of the drawing, a piece still stands on it. */
const lineHeight = 3;

/** `lean`: how much of its width, in heights of a letter for each letter, its middle is to the right of its place. */
interface Piece {
  readonly x: number;
  readonly y: number;
  readonly lean: number;
  text: string;
}

/** a, b, c, d, e, f as SVG writes them. */
type Matrix = readonly [number, number, number, number, number, number];
const unmoved: Matrix = [1, 0, 0, 1, 0, 0];

/** Takes the texts of one drawing with their places, and gives them as lines: what stands at one height is one line. */
export class Drawing {
  readonly #moves: Matrix[] = [];
  readonly #pieces: Piece[] = [];
  #open: Piece | undefined;
  depth = 0;

  open(name: string, attributes: Attributes): void {
    const { x, y, transform = '' } = attributes;
    this.depth += 1;
    this.#moves.push(times(this.#moves.at(-1) ?? unmoved, matrixOf(transform)));
    const isPlaced = x !== undefined || y !== undefined;
    if (name === 'text' || (name === 'tspan' && isPlaced))
      this.#begin(Number.parseFloat(x ?? ''), Number.parseFloat(y ?? ''), leanOf(attributes));
  }

  /** False where the text is none that is drawn. */
  text(text: string): boolean {
    if (this.#open === undefined) return false;
    this.#open.text += text;
    return true;
  }

  close(name: string): void {
    this.depth -= 1;
    this.#moves.pop();
    if (name === 'text') this.#open = undefined;
  }

  get isFull(): boolean {
    return this.#pieces.length >= mostPieces;
  }

  /** The lines so far, from above, each from the left. */
  lines(): string[] {
    const lines: { y: number; pieces: Piece[] }[] = [];
    const pieces = this.#pieces.splice(0).filter(({ text }) => text.trim() !== '');
    for (const piece of pieces.toSorted((one, other) => one.y - other.y)) {
      const line = lines.at(-1);
      if (line !== undefined && piece.y - line.y <= lineHeight) line.pieces.push(piece);
      else lines.push({ y: piece.y, pieces: [piece] });
    }
    return linesWithBars(
      lines.map(({ pieces: those }) =>
        those
          .toSorted((one, other) => one.x - other.x)
          .map(({ text: raw, x, lean }) => {
            const text = raw.replace(/\s+/g, ' ').trim();
            return { text, center: x + lean * text.length };
          }),
      ),
    );
  }

  #begin(x: number, y: number, lean: number): void {
    const [a, b, c, d, e, f] = this.#moves.at(-1) ?? unmoved;
    const [left, top] = [x || 0, y || (this.#open?.y ?? 0)];
    this.#open = { x: a * left + c * top + e, y: b * left + d * top + f, lean, text: '' };
    this.#pieces.push(this.#open);
  }
}

/** A letter is about half as wide as it is high. Text that is turned stands where it begins or ends. */
function leanOf({ style = '', transform = '', ...others }: Attributes): number {
  const anchor = others['text-anchor'] ?? /text-anchor:\s*(\w+)/.exec(style)?.[1] ?? 'start';
  const size = Number.parseFloat(others['font-size'] ?? /font(?:-size)?:[^;]*?([\d.]+)px/.exec(style)?.[1] ?? '10');
  if (anchor === 'middle' || transform.includes('rotate')) return 0;
  return (anchor === 'end' ? -0.27 : 0.27) * (size || 10);
}

function matrixOf(transform: string): Matrix {
  let matrix = unmoved;
  for (const [, name = '', inside = ''] of transform.slice(0, 1000).matchAll(/([a-z]+)\s*\(([^)]*)\)/gi)) {
    matrix = times(matrix, matrixNamed(name, inside.split(/[\s,]+/).map(Number)));
  }
  return matrix;
}

function matrixNamed(name: string, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Matrix {
  if (name === 'translate') return [1, 0, 0, 1, a, b];
  if (name === 'matrix') return [a, b, c, d, e, f];
  // Text that is turned still stands where it stands; only what scales moves what is inside.
  return name === 'scale' ? [a, 0, 0, b || a, 0, 0] : unmoved;
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
