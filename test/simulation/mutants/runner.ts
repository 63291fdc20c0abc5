import { Child } from './child.ts';
import type { Job, Outcome, Task } from './job.ts';

/** Runs seeds with mutants in a process of its own, which is begun anew when one of them brings it down. */
export class Runner {
  readonly #task: Task;
  #child: Child | undefined;

  constructor(task: Task) {
    this.#task = task;
  }

  /** Runs a job. One that brings the process down is tried again in a fresh one: what it fell over may have been left by a run before it. */
  async run(job: Job): Promise<Outcome> {
    const isFresh = this.#child === undefined;
    this.#child ??= new Child(this.#task);
    const outcome = await this.#child.run(job);
    const isDown = outcome.ending === 'fallen' || outcome.ending === 'stuck';
    if (isDown) this.end();
    return isDown && !isFresh ? await this.run(job) : outcome;
  }

  end(): void {
    this.#child?.end();
    this.#child = undefined;
  }
}

/** Works through the items in order, in so many processes at once. */
export async function inProcesses<T>(
  count: number,
  task: Task,
  items: readonly T[],
  work: (runner: Runner, item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    const runner = new Runner(task);
    try {
      for (const item of rest) await work(runner, item);
    } finally {
      runner.end();
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
}
