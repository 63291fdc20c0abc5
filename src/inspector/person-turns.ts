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
export function personTurns(limits: TurnLimits): InTurn {
  const turns = new PersonTurns(limits);
  return (person, work) => turns.do(person, work);
}

class PersonTurns {
  readonly #limits: TurnLimits;
  readonly #people = new Map<string, Reader>();
  #free: number;
  #turns = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
    this.#free = limits.atOnce;
  }

  async do<T>(person: string, work: () => Promise<T>): Promise<T> {
    const reader = this.#people.get(person) ?? { working: 0, turn: 0, waiting: [] };
    this.#people.set(person, reader);
    if (this.#mayBegin(reader)) this.#begin(reader);
    else await this.#wait(reader);
    try {
      return await work();
    } finally {
      this.#end(person, reader);
      this.#letOneIn();
    }
  }

  #mayBegin({ working, waiting }: Reader): boolean {
    return waiting.length === 0 && this.#free > 0 && working < this.#limits.mostEach;
  }

  async #wait({ waiting }: Reader): Promise<void> {
    const { mostWaiting } = this.#limits;
    if (waiting.length >= mostWaiting)
      throw new IllegalMove(
        `${mostWaiting} files that you opened are still to be read. Open this one again when they have come.`,
      );
    await new Promise<void>((enter) => waiting.push(enter));
  }

  #begin(reader: Reader): void {
    this.#turns += 1;
    this.#free -= 1;
    reader.working += 1;
    reader.turn = this.#turns;
  }

  #end(person: string, reader: Reader): void {
    this.#free += 1;
    reader.working -= 1;
    if (reader.working === 0 && reader.waiting.length === 0) this.#people.delete(person);
  }

  #letOneIn(): void {
    const next = [...this.#people.values()]
      .filter(({ working, waiting }) => working < this.#limits.mostEach && waiting.length > 0)
      .sort((one, other) => one.turn - other.turn)[0];
    if (this.#free === 0 || next === undefined) return;
    this.#begin(next);
    next.waiting.shift()?.();
  }
}
