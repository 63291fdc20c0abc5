import type { RunTime } from '../../local/azure/data-factory/runs/run-time.ts';
import type { Clock } from '../../src/ports/ports.ts';

interface Sleeper {
  readonly at: number;
  readonly order: number;
  isAwake: boolean;
  wake(): void;
}

/** Time that only moves when somebody moves it, from one instant that somebody waits for to the next. */
export class VirtualTime implements Clock {
  #now: number;
  #order = 0;
  /** Whoever wakes next stands last. */
  readonly #sleepers: Sleeper[] = [];

  constructor(beginning: string) {
    this.#now = Date.parse(beginning);
  }

  readonly now = (): Date => new Date(this.#now);

  /** Waits; rejects when the signal fires before. A wait without end ends by its signal only. */
  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (signal !== undefined) return this.#sleepUnless(signal, milliseconds);
    const at = this.#now + Math.max(0, milliseconds);
    return new Promise((resolve) => {
      this.#order += 1;
      if (Number.isFinite(at)) this.#add({ at, order: this.#order, isAwake: false, wake: resolve });
    });
  };

  #sleepUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#order += 1;
      const end = () => {
        sleeper.isAwake = true;
        signal.removeEventListener('abort', abort);
      };
      const abort = () => {
        end();
        reject(signal.reason);
      };
      const wake = () => {
        end();
        resolve();
      };
      const sleeper = {
        at: this.#now + Math.max(0, milliseconds),
        order: this.#order,
        isAwake: false,
        wake,
      };
      if (Number.isFinite(milliseconds)) this.#add(sleeper);
      signal.addEventListener('abort', abort);
    });
  }

  /** Calls `run` at the instant, unless it is cancelled before. */
  readonly at = (instant: number, run: () => void): (() => void) => {
    this.#order += 1;
    const sleeper = { at: Math.max(instant, this.#now), order: this.#order, isAwake: false, wake };
    function wake() {
      sleeper.isAwake = true;
      run();
    }
    this.#add(sleeper);
    return () => {
      sleeper.isAwake = true;
    };
  };

  /** The instant that somebody waits for next. */
  get next(): Date | undefined {
    const first = this.#first();
    return first === undefined ? undefined : new Date(first.at);
  }

  /** Moves to the next instant that somebody waits for, and wakes whoever began to wait for it first. False when nobody waits. */
  wakeNext(): boolean {
    const first = this.#first();
    if (first === undefined) return false;
    this.#now = first.at;
    first.isAwake = true;
    first.wake();
    return true;
  }

  /** Lets so much time pass, and wakes each sleeper at its own instant with all that it does before the next. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (let first = this.#first(); first !== undefined && first.at <= end; first = this.#first()) {
      this.wakeNext();
      await settled();
    }
    // Two may let time pass at once; it never goes back.
    this.#now = Math.max(this.#now, end);
  }

  #add(sleeper: Sleeper): void {
    let [low, high] = [0, this.#sleepers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const one = this.#sleepers[middle];
      if (one !== undefined && (one.at > sleeper.at || (one.at === sleeper.at && one.order > sleeper.order)))
        low = middle + 1;
      else high = middle;
    }
    this.#sleepers.splice(low, 0, sleeper);
  }

  #first(): Sleeper | undefined {
    while (this.#sleepers.at(-1)?.isAwake) this.#sleepers.pop();
    return this.#sleepers.at(-1);
  }
}

/** Resolves when all that can go on without time or the outside has done so: promises and streams need no later turn of the event loop. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The time of a data factory in a world; ids are numbered. */
export function runTime(time: VirtualTime): RunTime {
  let ids = 0;
  return {
    now: time.now,
    elapsed: () => time.now().getTime(),
    pause: time.sleep,
    limit(milliseconds) {
      const over = new AbortController();
      const release = time.at(time.now().getTime() + milliseconds, () => over.abort());
      return { signal: over.signal, release };
    },
    newId() {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
  };
}
