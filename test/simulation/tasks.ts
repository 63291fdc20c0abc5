import type { RetryOptions } from 'durable-functions';
import type { VirtualTime } from '../memory/time.ts';
import type { Perform } from './orchestrations.ts';

/** How a task ended: with a value, or with an error that the code is thrown. */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Error };

/** What tasks of one generation of an instance stand on. */
export interface TaskWorld {
  readonly time: VirtualTime;
  readonly perform: Perform;
  /** Timers fire up to so many milliseconds before their time. */
  early(): number;
  /** Resolves when the instance goes on; undefined where it does not wait for a newer version of the app. */
  held(): Promise<void> | undefined;
  /** Says that a task has ended; nothing happens when the generation is over. */
  told(): void;
}

/** A task as the durable library knows it: nothing happens before the code yields it. */
export abstract class Task {
  outcome: Outcome | undefined;
  #isBegun = false;

  begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.start();
  }

  protected abstract start(): void;
}

export class ActivityTask extends Task {
  readonly #world: TaskWorld;
  readonly #name: string;
  readonly #options: RetryOptions;
  readonly #input: unknown;

  constructor(world: TaskWorld, name: string, options: RetryOptions, input: unknown) {
    super();
    this.#world = world;
    this.#name = name;
    this.#options = options;
    // As it goes through the history.
    this.#input = JSON.parse(JSON.stringify(input));
  }

  protected start(): void {
    void this.#tried().then((outcome) => {
      this.outcome = outcome;
      this.#world.told();
    });
  }

  async #tried(): Promise<Outcome> {
    const { perform, time } = this.#world;
    const { maxNumberOfAttempts } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const value = await perform(this.#name, this.#input);
        return { ok: true, value: JSON.parse(JSON.stringify(value ?? null)) };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (attempt === maxNumberOfAttempts)
          return { ok: false, error: new Error(`Activity function '${this.#name}' failed: ${message}`) };
        const before = this.#world.held();
        if (before !== undefined) await before;
        await time.sleep(pauseAfter(attempt, this.#options));
        const after = this.#world.held();
        if (after !== undefined) await after;
      }
    }
  }
}

function pauseAfter(attempt: number, options: RetryOptions): number {
  const { firstRetryIntervalInMilliseconds: first, backoffCoefficient = 1 } = options;
  return Math.min(first * backoffCoefficient ** (attempt - 1), options.maxRetryIntervalInMilliseconds ?? Infinity);
}

export class TimerTask extends Task {
  readonly #world: TaskWorld;
  readonly #at: number;
  #stop: () => void = () => undefined;
  isCancelled = false;

  constructor(world: TaskWorld, at: Date) {
    super();
    this.#world = world;
    this.#at = at.getTime();
  }

  cancel(): void {
    this.isCancelled = true;
    this.#stop();
  }

  get isOpen(): boolean {
    return this.outcome === undefined && !this.isCancelled;
  }

  protected start(): void {
    const { time, told, early } = this.#world;
    // The rest that is waited for then is waited for to its end.
    const isLong = this.#at - time.now().getTime() > 1000;
    this.#stop = time.at(isLong ? this.#at - early() : this.#at, () => {
      this.outcome = { ok: true, value: undefined };
      told();
    });
  }
}

/** Waits for an event; the newest waiter gets the next. */
export class EventTask extends Task {
  readonly #waiters: EventWaiters;

  constructor(waiters: EventWaiters) {
    super();
    this.#waiters = waiters;
  }

  protected start(): void {
    this.#waiters.add(this);
  }
}

/** The waiters of one generation for the one event that there is, and the events that nobody awaited. */
export class EventWaiters {
  readonly #waiting: EventTask[] = [];
  #kept = 0;

  add(task: EventTask): void {
    this.#waiting.push(task);
    if (this.#kept === 0) return;
    this.#kept -= 1;
    this.raise();
  }

  raise(): void {
    const newest = this.#waiting.pop();
    if (newest === undefined) this.#kept += 1;
    else newest.outcome = { ok: true, value: {} };
  }
}

export class AnyTask extends Task {
  readonly #tasks: readonly Task[];

  constructor(tasks: readonly Task[]) {
    super();
    this.#tasks = tasks;
  }

  protected start(): void {
    for (const task of this.#tasks) task.begin();
  }

  /** Ends with the task that ended first; called whenever one has. */
  look(): void {
    const first = this.#tasks.find(({ outcome }) => outcome !== undefined);
    if (first !== undefined) this.outcome ??= { ok: true, value: first };
  }
}
