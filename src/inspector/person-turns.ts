import { IllegalMove } from '../domain/base/errors.ts';

/** How many page views are worked on at once, of them at most of one person, and how many of one person may wait. */
interface TurnLimits {
  readonly atOnce: number;
  readonly mostEach: number;
  readonly mostWaiting: number;
}

/** Somebody whose views are worked on or wait; `turn` is the number of their latest turn. */
interface Reader {
  working: number;
  turn: number;
  readonly waiting: (() => void)[];
}

/** Does the work when it is the person's turn. Throws IllegalMove where too much of theirs waits already. */
export type InTurn = <T>(person: string, work: () => Promise<T>) => Promise<T>;

/**
 * Lets so many at once, and of the others one person after the other has a turn, whoever asked first or most: each page view starts a
 * process. As one person never has all places, nobody waits for another's whole pile.
 */
export function personTurns({ atOnce, mostEach, mostWaiting }: TurnLimits): InTurn {
  const people = new Map<string, Reader>();
  let [free, turns] = [atOnce, 0];
  const readerOf = (person: string): Reader => {
    const reader = people.get(person) ?? { working: 0, turn: 0, waiting: [] };
    people.set(person, reader);
    return reader;
  };
  const begin = (reader: Reader) => {
    turns += 1;
    free -= 1;
    reader.working += 1;
    reader.turn = turns;
  };
  const end = (person: string, reader: Reader) => {
    free += 1;
    reader.working -= 1;
    if (reader.working === 0 && reader.waiting.length === 0) people.delete(person);
  };
  const letOneIn = () => {
    const next = [...people.values()]
      .filter(({ working, waiting }) => working < mostEach && waiting.length > 0)
      .sort((one, other) => one.turn - other.turn)[0];
    if (free === 0 || next === undefined) return;
    begin(next);
    next.waiting.shift()?.();
  };
  return async (person, work) => {
    const reader = readerOf(person);
    const { waiting } = reader;
    if (waiting.length === 0 && free > 0 && reader.working < mostEach) begin(reader);
    else {
      if (waiting.length >= mostWaiting)
        throw new IllegalMove(
          `${mostWaiting} files that you opened are still to be read. Open this one again when they have come.`,
        );
      await new Promise<void>((enter) => waiting.push(enter));
    }
    try {
      return await work();
    } finally {
      end(person, reader);
      letOneIn();
    }
  };
}
