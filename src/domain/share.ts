/** A part of the time that a longer piece of work has. Whoever works in it looks before each step whether it is over. */
export interface Share {
  readonly end: Date;
  readonly isOver: () => boolean;
}

/** A share that begins now and lasts so many seconds by the clock. */
export function startShare(clock: { now(): Date }, seconds: number): Share {
  const end = new Date(clock.now().getTime() + seconds * 1000);
  return { end, isOver: () => clock.now() >= end };
}

/** The list from the first item behind the place on, then its beginning. `compare` is the order of the list; without a place it stays as it is. */
export function goOnBehind<T>(items: readonly T[], place: T | undefined, compare: (one: T, other: T) => number): T[] {
  if (place === undefined) return [...items];
  const next = items.findIndex((item) => compare(item, place) > 0);
  return next <= 0 ? [...items] : [...items.slice(next), ...items.slice(0, next)];
}
