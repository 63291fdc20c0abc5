/** a, b, c, d, e, f as SVG writes them. */
export type Matrix = readonly [number, number, number, number, number, number];
export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What moves, scales or turns what is inside of an element, as one matrix. */
export function matrixOf(transform: string): Matrix {
  let matrix = identity;
  for (const [, name = '', inside = ''] of transform.slice(0, 1000).matchAll(/([a-z]+)\s*\(([^)]*)\)/gi)) {
    matrix = times(
      matrix,
      matrixNamed(
        name,
        inside
          .trim()
          .split(/[\s,]+/)
          .map(Number),
      ),
    );
  }
  return matrix;
}

function matrixNamed(name: string, [a = 0, b, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Matrix {
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'matrix') return [a, b ?? 0, c, d, e, f];
  if (name === 'rotate') return turning(a, b ?? 0, c);
  return name === 'scale' ? [a, 0, 0, b ?? a, 0, 0] : identity;
}

/** Turns by so many degrees around a place. */
function turning(degrees: number, x: number, y: number): Matrix {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

export function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export const placeOf = ([a, b, c, d, e, f]: Matrix, x: number, y: number) =>
  [a * x + c * y + e, b * x + d * y + f] as const;

/** By how much it makes what it moves larger, and by how many degrees it turns it, with the clock. */
export const scaleOf = ([a, b]: Matrix): number => Math.hypot(a, b);
export const directionOf = ([a, b]: Matrix): number => (Math.atan2(b, a) * 180) / Math.PI;
