import { SimTask } from './sim-task.ts';

/**
 * External events as the extension keeps them: the newest waiter of a name gets the next event, events that nobody
 * awaits are kept in order, and names are compared without regard to case (durable-functions compares them exactly).
 */
export class EventWaiters {
  #waiters = new Map<string, SimTask[]>();
  #buffered = new Map<string, number>();

  wait(name: string): SimTask {
    const key = name.toLowerCase();
    const task = new SimTask();
    this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), task]);
    const kept = this.#buffered.get(key) ?? 0;
    if (kept > 0) {
      if (kept === 1) this.#buffered.delete(key);
      else this.#buffered.set(key, kept - 1);
      this.raise(name);
    }
    return task;
  }

  raise(name: string): void {
    const key = name.toLowerCase();
    const waiter = this.#waiters.get(key)?.pop();
    if (waiter) waiter.settle('succeeded');
    else this.#buffered.set(key, (this.#buffered.get(key) ?? 0) + 1);
  }

  /** Events that were raised and that nobody has awaited, by name in lower case. */
  unawaited(): { name: string; count: number }[] {
    return [...this.#buffered].map(([name, count]) => ({ name, count }));
  }
}
