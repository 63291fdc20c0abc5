/**
 * By so many different values a base is told from chance, less than once in ten thousand tables, the largest base first: all are multiples
 * of it, or lie in the middle between two.
 */
const bases: readonly (readonly [base: number, rest: number, fewest: number])[] = [
  [100, 0, 4],
  [50, 0, 4],
  [25, 0, 4],
  [20, 0, 4],
  [10, 0, 5],
  [6, 3, 6],
  [7, 0, 6],
  [6, 0, 6],
  [5, 0, 7],
  [4, 0, 8],
  [3, 0, 9],
];

/** How many different counts there are, without zero, which is a multiple of everything. */
export function differentIn(counts: ReadonlySet<number>): number {
  return counts.has(0) ? counts.size - 1 : counts.size;
}

/** The base to which different counts are rounded; undefined where they are not, or are too few to tell. */
export function roundingOf(values: Iterable<number>): number | undefined {
  const counts = [...new Set(values)].filter((value) => value > 0);
  return bases.find(
    ([base, rest, fewest]) => counts.length >= fewest && counts.every((count) => count % base === rest),
  )?.[0];
}

/** Whether counts may all be rounded to one base, however few they are, so that what they give is rounded too. */
export function mayBeRounded(counts: readonly number[]): boolean {
  return [3, 5, 7].some((base) => counts.every((count) => count % base === 0));
}
