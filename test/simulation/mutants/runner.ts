import { Child } from './child.ts';
import type { Job, Outcome, Task } from './job.ts';

/** Runs seeds with mutants in a process of its own, which is begun anew when one of them brings it down. */
export class Runner {
  readonly #task: Task;
  #child: Child | undefined;

  constructor(task: Task) {
    this.#task = task;
  }

  /** Runs a job. One that brings the process down is tried again in a fresh one: what fell may have been left by a run before it. */
  async run(job: Job): Promise<Outcome> {
    const isFresh = this.#child === undefined;
    this.#child ??= new Child(this.#task);
    const outcome = await this.#child.run(job);
    if (!('fell' in outcome)) return outcome;
    return isFresh ? this.#fell(outcome.fell) : await this.runAfresh(job);
  }

  /** Runs a job in a process in which nothing ran before. */
  async runAfresh(job: Job): Promise<Outcome> {
    this.end();
    return await this.run(job);
  }

  end(): void {
    this.#child?.end();
    this.#child = undefined;
  }

  #fell(words: string): Outcome {
    this.end();
    return { broken: [`The process fell: ${words}`], differed: [] };
  }
}

/** Works through what `next` gives, in so many processes at once, until it gives no more. */
export async function inProcesses<T>(
  count: number,
  task: Task,
  next: () => T | undefined,
  work: (runner: Runner, item: T) => Promise<void>,
): Promise<void> {
  const lane = async () => {
    const runner = new Runner(task);
    try {
      for (let item = next(); item !== undefined; item = next()) await work(runner, item);
    } finally {
      runner.end();
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
}
