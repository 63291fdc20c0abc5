import type { CancelTimer, Clock } from '../clock.ts';
import { stackOf } from '../host-error.ts';
import type { Invoke } from '../invocation.ts';
import type { Log } from '../log.ts';
import type { ScheduleStore } from './schedule-store.ts';
import { type TimerFunction, timerPayload } from './timer-trigger.ts';

/** What the timers need from the host. */
export interface TimerParts {
  store: ScheduleStore;
  clock: Clock;
  invoke: Invoke;
  log: Log;
}

/** Runs one timer function on its schedule. A run that takes longer than the interval delays the next: never two at once. */
export class TimerListener {
  readonly #parts: TimerParts;
  readonly #timer: TimerFunction;
  #cancel: CancelTimer = () => undefined;
  #stopped = false;

  constructor(parts: TimerParts, timer: TimerFunction) {
    this.#parts = parts;
    this.#timer = timer;
  }

  /** Starts the schedule; a run missed while the host was down follows at once with isPastDue. */
  start(): void {
    const { clock, store } = this.#parts;
    const { fn, schedule, monitored, runOnStartup } = this.#timer;
    const now = clock.now();
    const kept = monitored ? store.get(fn.name) : undefined;
    const isPastDue = kept !== undefined && kept.next < now;
    if (monitored && !isPastDue)
      store.put(fn.name, { last: kept?.last ?? null, next: schedule.next(now), updated: now });
    if (isPastDue || runOnStartup) void this.#run(isPastDue);
    else this.#arm();
  }

  /** Runs the function once outside its schedule. */
  async runNow(): Promise<void> {
    await this.#invoke(false);
  }

  /** Starts no further run. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #arm(): void {
    if (this.#stopped) return;
    const { clock } = this.#parts;
    this.#cancel = clock.setTimer(this.#timer.schedule.next(clock.now()), () => void this.#run(false));
  }

  async #run(isPastDue: boolean): Promise<void> {
    const { clock, store } = this.#parts;
    const { fn, schedule, monitored } = this.#timer;
    const started = clock.now();
    await this.#invoke(isPastDue);
    if (monitored) store.put(fn.name, { last: started, next: schedule.next(started), updated: clock.now() });
    this.#arm();
  }

  async #invoke(isPastDue: boolean): Promise<void> {
    const { invoke, store, log } = this.#parts;
    const { fn, monitored } = this.#timer;
    try {
      await invoke(fn, { json: timerPayload(monitored ? store.get(fn.name) : undefined, isPastDue) });
    } catch (error) {
      log('error', `Executed '${fn.name}' (Failed): ${stackOf(error)}`, { function: fn.name });
    }
  }
}
