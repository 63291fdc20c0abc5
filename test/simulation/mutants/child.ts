import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processFlags } from '../process-flags.ts';
import { type Job, type Outcome, outcomeSchema, type Task } from './job.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

/** A process that runs jobs, one after the other, until one brings it down. */
export class Child {
  readonly #process: ChildProcess;
  #lastWords = '';

  constructor(task: Task) {
    this.#process = fork(worker, {
      execArgv: [...processFlags],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#send(task);
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-20_000);
    });
  }

  async run(job: Job): Promise<Outcome> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#fell();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const answered = (message: unknown) => resolve(outcomeSchema.parse(message));
    const closed = () => resolve(this.#fell());
    this.#process.once('message', answered).once('close', closed);
    this.#send(job);
    try {
      return await promise;
    } finally {
      this.#process.off('message', answered).off('close', closed);
    }
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  /** What cannot be sent because the process has ended is told by its end. */
  #send(message: Task | Job): void {
    this.#process.send(message, () => undefined);
  }

  #fell(): Outcome {
    const { signalCode, exitCode } = this.#process;
    const nothing = { differed: [], asked: 0 };
    if (signalCode === 'SIGKILL')
      return { ...nothing, broken: ['The run keeps the processor and comes to no end'], ending: 'stuck' };
    const words = /^\w*Error.*$/m.exec(this.#lastWords)?.[0] ?? this.#lastWords.trim().split('\n')[0];
    const why = exitCode === 0 ? 'The run waits for what never comes' : `The process fell: ${words}`;
    return { ...nothing, broken: [why], ending: 'fallen' };
  }
}
