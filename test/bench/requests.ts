import { setTimeout } from 'node:timers/promises';
import type { Hook } from '../memory/hook.ts';
import { settled, VirtualTime } from '../memory/time.ts';
import { processorTime } from './clock.ts';

/** Counts the requests of a world in memory, and lets each take so many milliseconds of a time that moves only in `timed`. */
export class Requests implements Hook {
  count = 0;
  #milliseconds = 0;
  readonly #time = new VirtualTime('2026-03-01T10:00:00Z');

  async before(): Promise<void> {
    this.count += 1;
    if (this.#milliseconds > 0) await this.#time.sleep(this.#milliseconds);
  }

  after(): void {}

  /**
   * How long the work takes when each request takes so many milliseconds: what it waits for requests and the processor time of this process, in
   * milliseconds. What else the machine does adds little to either.
   */
  async timed(milliseconds: number, work: () => Promise<unknown>): Promise<number> {
    const { processor, waited } = await this.spent(milliseconds, work);
    return processor + waited;
  }

  /** Both apart. */
  async spent(milliseconds: number, work: () => Promise<unknown>): Promise<{ processor: number; waited: number }> {
    const began = this.#time.now().getTime();
    this.#milliseconds = milliseconds;
    const processor = await processorTime(async () => {
      const working = new AbortController();
      const ended = work().finally(() => working.abort());
      await Promise.all([ended, this.#pass(working.signal)]);
    });
    this.#milliseconds = 0;
    return { processor, waited: this.#time.now().getTime() - began };
  }

  /** Moves the time while somebody waits; signatures are verified beside, in real time. */
  async #pass(end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      await settled();
      if (!this.#time.wakeNext()) await setTimeout(1);
    }
  }
}
