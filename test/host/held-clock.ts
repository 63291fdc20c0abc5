import type { Clock } from '../../local/host/clock.ts';

/** A clock that stands still until a test moves it, but for the milliseconds that each look at it may take. */
export class HeldClock implements Clock {
  #now: number;
  readonly #look: number;
  #timers: { at: number; run: () => void }[] = [];

  constructor(now: number, look = 0) {
    this.#now = now;
    this.#look = look;
  }

  now(): number {
    this.#now += this.#look;
    return this.#now;
  }

  /** Says whether any timer is armed. */
  get armed(): boolean {
    return this.#timers.length > 0;
  }

  setTimer(at: number, run: () => void): () => void {
    const timer = { at, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Says whether a timer is armed for a time. */
  armedAt(at: number): boolean {
    return this.#timers.some((timer) => timer.at === at);
  }

  /** Runs the next timer up to `early` seconds before its time, as Azure may. Gives the seconds that passed. */
  fireNext(early: number): number {
    const [next] = this.#timers.toSorted((one, other) => one.at - other.at);
    if (!next) throw new Error('no timer is waiting');
    this.#timers = this.#timers.filter((timer) => timer !== next);
    const before = this.#now;
    this.#now = Math.max(this.#now, next.at - early * 1000);
    next.run();
    return (this.#now - before) / 1000;
  }

  /** Moves the clock and runs every timer on the way at its own time. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settle();
      const due = this.#timers.filter((timer) => timer.at <= end).sort((left, right) => left.at - right.at)[0];
      if (!due) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}

/** Lets all promises that are ready go on. */
export async function settle(): Promise<void> {
  await new Promise<void>((done) => setImmediate(done));
}
