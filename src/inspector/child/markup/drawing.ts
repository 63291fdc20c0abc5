import type { Piece } from '../texts/as-seen.ts';
import { linesOf } from '../texts/page-lines.ts';
import type { Attributes } from '../texts/xml.ts';
import { type Look, lookOf } from './look.ts';
import { directionOf, identity, type Matrix, matrixOf, placeOf, scaleOf, times } from './matrix.ts';

/** More pieces of text are told as they come. */
const mostPieces = 100_000;

/** Letters as shapes are drawn in so many units of their height. */
const shapeUnits = 100;

interface Frame {
  readonly matrix: Matrix;
  readonly look: Look;
}

/** A piece of text as it is gathered: its place is one of its own frame. */
interface Open extends Frame {
  readonly x: number;
  readonly y: number;
  /** The text that it is of. */
  readonly of: number;
  /** How wide it is, where that is said. */
  readonly width: number;
  text: string;
}

/** Takes the texts of one drawing with their places, and gives them as lines: what stands at one height is one line. */
export class Drawing {
  readonly #frames: Frame[] = [];
  readonly #pieces: Open[] = [];
  #open: Open | undefined;
  #texts = 0;
  depth = 0;

  open(name: string, attributes: Attributes): void {
    const { x, y, dx, dy, transform = '', textLength = '' } = attributes;
    const around = this.#frames.at(-1) ?? { matrix: identity, look: lookOf({}, undefined) };
    const look = lookOf(attributes, around.look);
    const frame = { matrix: transform === '' ? around.matrix : times(around.matrix, matrixOf(transform)), look };
    this.depth += 1;
    this.#frames.push(frame);
    const isText = name === 'text';
    if (!isText && !(name === 'tspan' && (x !== undefined || y !== undefined))) return;
    if (isText) this.#texts += 1;
    const before = isText ? undefined : this.#open;
    this.#open = {
      ...{ ...frame, of: this.#texts, text: '' },
      x: (first(x) ?? before?.x ?? 0) + (lengthOf(dx, look) ?? 0),
      y: (first(y) ?? before?.y ?? 0) + (lengthOf(dy, look) ?? 0),
      width: first(textLength) ?? 0,
    };
    this.#pieces.push(this.#open);
  }

  /** A text whose letters are drawn as shapes in the frame that was opened last. */
  drawn(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    this.#texts += 1;
    const look = { ...frame.look, size: shapeUnits };
    this.#pieces.push({ ...frame, look, of: this.#texts, text: text.trim(), x: 0, y: 0, width: 0 });
  }

  /** False where the text is none that is drawn. */
  text(text: string): boolean {
    if (this.#open === undefined) return false;
    this.#open.text += text;
    return true;
  }

  close(name: string): void {
    this.depth -= 1;
    this.#frames.pop();
    if (name === 'text') this.#open = undefined;
  }

  get isFull(): boolean {
    return this.#pieces.length >= mostPieces;
  }

  /** The lines so far, from above, each from the left. */
  lines(): string[] {
    return linesOf(this.#pieces.splice(0).map(pieceOf));
  }
}

/** The first of several numbers: letters that are placed one by one begin where the first does. */
function first(list: string | undefined): number | undefined {
  const number = Number.parseFloat(list ?? '');
  return Number.isNaN(number) ? undefined : number;
}

/** A length in units of the drawing, or in heights of a letter. */
function lengthOf(text: string | undefined, { size }: Look): number | undefined {
  const number = first(text);
  return number !== undefined && /^[-+\d.]+em/.test(text?.trim() ?? '') ? number * size : number;
}

function pieceOf({ text: raw, x, y, of, width, matrix, look }: Open): Piece {
  // What is set in columns keeps its spaces.
  const lined = raw.replace(/\s*[\n\r\t]\s*/g, ' ');
  const text = /\S {2,}\S/.test(lined) ? lined.trimEnd() : lined.trim();
  const long = width || widthOf(text, look.size);
  const scale = scaleOf(matrix);
  const [placedX, placedY] = placeOf(matrix, x - look.before * long, y + look.below * look.size);
  const angle = -directionOf(matrix);
  return { text, x: placedX, y: -placedY, width: long * scale, size: look.size * scale || 1, angle, of };
}

/** About how wide letters are, in heights of one. */
function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text)
    width += /[fijlrtI .,:;'’|()[\]!-]/.test(letter)
      ? 0.28
      : /[mwMW@%–—]/.test(letter)
        ? 0.85
        : /\p{Lu}/u.test(letter)
          ? 0.67
          : 0.55;
  return width * size;
}
