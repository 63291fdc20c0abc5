/** A part of the time that a longer piece of work has. Whoever works in it looks before each step whether it is over. */
export interface TimeSlice {
  readonly end: Date;
  readonly isOver: () => boolean;
  /** Where its lists begin that have no place of their own, as a part of their length. */
  readonly turn: number;
}

export function startTimeSlice(clock: { now(): Date }, seconds: number, turn = 0): TimeSlice {
  const end = new Date(clock.now().getTime() + seconds * 1000);
  return { end, isOver: () => clock.now() >= end, turn };
}

/** Whoever needs all of them looks afterwards whether it is over. */
export async function* within<T>(share: TimeSlice, items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    if (share.isOver()) return;
    yield item;
  }
}

/** The list from the first item behind the place on, then its beginning. `compare` is the order of the list; without a place it stays as it is. */
export function goOnBehind<T>(items: readonly T[], place: T | undefined, compare: (one: T, other: T) => number): T[] {
  if (place === undefined) return [...items];
  const next = items.findIndex((item) => compare(item, place) > 0);
  return next <= 0 ? [...items] : [...items.slice(next), ...items.slice(0, next)];
}

/** The turn of that number: steps of the golden ratio spread evenly and meet no period of a timer. */
export function turnOf(number: number): number {
  return (number * 0.618_033_988_749_895) % 1;
}

export function turnAt(now: Date): number {
  return turnOf(Math.floor(now.getTime() / 60_000));
}

/** The list from where the turn points on, then its beginning. */
export function inTurn<T>(items: readonly T[], turn: number): T[] {
  const first = Math.floor(turn * items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}
