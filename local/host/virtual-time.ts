import type { CancelTimer, Clock } from './clock.ts';

/**
 * A clock that runs ahead of the machine by an offset that can grow. Moving it is like a machine that has slept: timers
 * that came due meanwhile run at once, in the order of their times, and none is lost.
 */
export class MovableClock implements Clock {
  readonly #machine: Clock;
  readonly #armed = new Set<{ at: number; run: () => void; cancel: CancelTimer }>();
  #offset: number;

  constructor(offset: number, machine: Clock) {
    this.#offset = offset;
    this.#machine = machine;
  }

  /** Milliseconds ahead of the machine. */
  get offset(): number {
    return this.#offset;
  }

  now(): number {
    return this.#machine.now() + this.#offset;
  }

  setTimer(at: number, run: () => void): CancelTimer {
    const timer = { at, run, cancel: () => undefined };
    this.#arm(timer);
    return () => {
      timer.cancel();
      this.#armed.delete(timer);
    };
  }

  /** Moves the clock forward. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
    const timers = [...this.#armed].sort((left, right) => left.at - right.at);
    for (const timer of timers) {
      timer.cancel();
      this.#arm(timer);
    }
  }

  #arm(timer: { at: number; run: () => void; cancel: CancelTimer }): void {
    this.#armed.add(timer);
    timer.cancel = this.#machine.setTimer(timer.at - this.#offset, () => {
      this.#armed.delete(timer);
      timer.run();
    });
  }
}

/**
 * Puts a Date in the place of the global one that tells the time of `now` (milliseconds), for the app and its libraries.
 * Waits with setTimeout stay as they are. Returns how to put the old one back.
 */
export function bindDate(now: () => number): () => void {
  const machine = globalThis.Date;
  globalThis.Date = new Proxy(machine, {
    apply: () => new machine(now()).toString(),
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  return () => {
    globalThis.Date = machine;
  };
}
