/** How a task ended. */
export type Settled = 'succeeded' | 'failed';

/** A task of the second replay: callbacks run at once and in order, as the synchronous scheduler of DurableTask.Core does it. */
export class SimTask {
  #state: Settled | undefined;
  #waiting: ((state: Settled) => void)[] = [];

  /** A task that has ended before anyone waits for it. */
  static ended(state: Settled): SimTask {
    const task = new SimTask();
    task.settle(state);
    return task;
  }

  get state(): Settled | undefined {
    return this.#state;
  }

  /** Ends the task; a second call changes nothing. */
  settle(state: Settled): void {
    if (this.#state) return;
    this.#state = state;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback(state);
  }

  /** Runs `callback` when the task ends, at once if it has. */
  onSettled(callback: (state: Settled) => void): void {
    if (this.#state) callback(this.#state);
    else this.#waiting.push(callback);
  }
}

/** Task.WhenAny of .NET: ends with the first task that ends, however it ends. */
export function whenAny(tasks: readonly SimTask[]): SimTask {
  const any = new SimTask();
  for (const task of tasks) task.onSettled(() => any.settle('succeeded'));
  return any;
}

/** Task.WhenAll of .NET: waits for ALL tasks, also after a failure, unlike Task.all of durable-functions. */
export function whenAll(tasks: readonly SimTask[]): SimTask {
  const all = new SimTask();
  let left = tasks.length;
  let failed = false;
  if (left === 0) all.settle('succeeded');
  for (const task of tasks) {
    task.onSettled((state) => {
      failed ||= state === 'failed';
      left -= 1;
      if (left === 0) all.settle(failed ? 'failed' : 'succeeded');
    });
  }
  return all;
}
