import type { PlayTime } from '../play-time.ts';

/** A host whose clock stands still. */
export interface HeldHost {
  now(): Promise<number>;
  /** Resolves when the host has done all that it can do without time. */
  settle(): Promise<void>;
  /** Moves the clock to the next timer and runs it; gives false when no timer is set. */
  step(): Promise<boolean>;
  /** Resolves when the clock has been moved that far. */
  pause(milliseconds: number): Promise<void>;
}

interface Waiting {
  what: string;
  holds: () => Promise<boolean> | boolean;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Time that passes only when nothing can happen without it: every play waits, the host is at rest, and what the plays wait for
 * still does not hold. Then the next timer runs, and so on. How fast the machine is has no part in it, and a play that waits for
 * what never comes is told so as soon as no timer is left.
 */
export class HeldTime implements PlayTime {
  readonly #host: HeldHost;
  readonly #waiting = new Set<Waiting>();
  #busy = 0;
  #pausing = 0;
  #moving = false;

  constructor(host: HeldHost) {
    this.#host = host;
  }

  async during<T>(play: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await play();
    } finally {
      this.#rest();
    }
  }

  async until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    if (await holds()) return;
    const held = new Promise<void>((resolve, reject) => this.#waiting.add({ what, holds, resolve, reject }));
    this.#rest();
    await held;
  }

  async pause(milliseconds: number): Promise<void> {
    const over = this.#host.pause(milliseconds).finally(() => {
      this.#pausing -= 1;
      this.#busy += 1;
    });
    this.#pausing += 1;
    this.#rest();
    await over;
  }

  now(): Promise<number> {
    return this.#host.now();
  }

  /** One play less has something to do; with the last one, time begins to move. */
  #rest(): void {
    this.#busy -= 1;
    if (this.#busy > 0 || this.#moving) return;
    this.#moving = true;
    void this.#move();
  }

  async #move(): Promise<void> {
    try {
      while (this.#busy === 0 && this.#waiting.size + this.#pausing > 0) {
        await this.#host.settle();
        if ((await this.#look()) || this.#busy > 0) continue;
        if (!(await this.#host.step())) this.#giveUp();
      }
    } catch (error) {
      this.#giveUp(error);
    } finally {
      this.#moving = false;
    }
  }

  /** Lets those go on whose wait has an end; says whether there were any. */
  async #look(): Promise<boolean> {
    const look = async (waiting: Waiting) => {
      try {
        if (!(await waiting.holds())) return false;
        this.#release(waiting, waiting.resolve);
      } catch (error) {
        this.#release(waiting, () => waiting.reject(error));
      }
      return true;
    };
    return (await Promise.all([...this.#waiting].map(look))).includes(true);
  }

  #release(waiting: Waiting, goOn: () => void): void {
    this.#waiting.delete(waiting);
    this.#busy += 1;
    goOn();
  }

  #giveUp(cause?: unknown): void {
    for (const waiting of [...this.#waiting]) {
      const error = new Error(`Nothing is left that could happen, and it never came to this: ${waiting.what}`, {
        cause,
      });
      this.#release(waiting, () => waiting.reject(error));
    }
  }
}
