/** A piece of text on a page or in a drawing, in its units: where it begins, on the line that its letters stand on. y grows upwards. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** How high its letters are. */
  readonly size: number;
  /** In degrees, against the clock. */
  readonly angle: number;
  /** The text of a drawing that it is of, whose width is guessed. */
  readonly of?: number;
}

/** Letters that lean more, in degrees, stand in no line with others. */
const mostLean = 10;
/** So many heights of its letters apart, what leans begins at another height. */
const sameHeight = 0.4;

/**
 * What leans, as the names of bars, stands where it begins or where it ends: at the side at which more of it is at one height. `along`: the
 * phrases of pieces that stand upright.
 */
export function standing(
  pieces: readonly Piece[],
  along: (pieces: readonly Piece[]) => readonly Joined[],
): readonly Piece[] {
  const leaning = pieces.filter(({ angle }) => Math.abs(angle) > mostLean);
  if (leaning.length === 0) return pieces;
  const joined = [...Map.groupBy(leaning, ({ angle }) => Math.round(angle))].flatMap(([angle, those]) =>
    along(those.map((piece) => turnedBy(piece, -angle))).map(
      ({ text, from, to, y, size }): Piece => turnedBy({ text, x: from, y, width: to - from, size, angle: 0 }, angle),
    ),
  );
  const begins = joined.map((piece) => ({ ...piece, width: 0, angle: 0 }));
  const ends = joined.map((piece) => ({ ...piece, ...endOf(piece), width: 0, angle: 0 }));
  const placed = heightsOf(ends) < heightsOf(begins) ? ends : begins;
  return [...pieces.filter(({ angle }) => Math.abs(angle) <= mostLean), ...placed];
}

/** Pieces that are one phrase. */
interface Joined {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly size: number;
}

export function turnedBy(piece: Piece, degrees: number): Piece {
  const { x, y, angle } = piece;
  const [cos, sin] = directionOf(degrees);
  return { ...piece, x: x * cos - y * sin, y: x * sin + y * cos, angle: within(angle + degrees) };
}

function endOf({ x, y, width, angle }: Piece) {
  const [cos, sin] = directionOf(angle);
  return { x: x + width * cos, y: y + width * sin };
}

function directionOf(degrees: number): readonly [cos: number, sin: number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The same angle from -180 to 180. */
const within = (degrees: number) => degrees - 360 * Math.round(degrees / 360);

function heightsOf(pieces: readonly Piece[]): number {
  return new Set(pieces.map(({ y, size }) => Math.round(y / (sameHeight * size)))).size;
}
