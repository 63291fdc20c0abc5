import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * Ends the process when one run has used the processor for longer than it may. A loop that asks no guard leaves the process no moment in
 * which it could look itself; so a second thread does. What counts is the processor's time, not the clock's, so a busy machine changes nothing.
 */
export class Watchdog {
  readonly #begun = new Float64Array(new SharedArrayBuffer(8));

  constructor(mostSeconds: number) {
    this.begin();
    new Worker(new URL(import.meta.url), { workerData: { begun: this.#begun, mostSeconds } }).unref();
  }

  /** A new run begins. */
  begin(): void {
    this.#begun[0] = processorSeconds();
  }
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const watched = z.object({ begun: z.instanceof(Float64Array), mostSeconds: z.number() });

if (!isMainThread) {
  const { begun, mostSeconds } = watched.parse(workerData);
  setInterval(() => {
    if (processorSeconds() - (begun[0] ?? 0) > mostSeconds) process.kill(process.pid, 'SIGKILL');
  }, 500);
}
