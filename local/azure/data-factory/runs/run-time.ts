import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** Time and ids of a factory: those of the machine, or of a world that moves its own. */
export interface RunTime {
  now(): Date;
  /** Milliseconds since some beginning, to tell how long work took. */
  elapsed(): number;
  /** Rejects when the signal fires before the time is over. */
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** A signal that fires after the time, unless it is released before. */
  limit(milliseconds: number): { readonly signal: AbortSignal; release(): void };
  newId(): string;
}

/** Milliseconds; Node makes a longer timer fire at once. */
const longestTimer = 2 ** 31 - 1;

/** The machine's time, which may be moved against its clock. */
export function machineTime(now: () => Date): RunTime {
  return {
    now,
    elapsed: () => performance.now(),
    pause: (milliseconds, signal) => delay(Math.min(milliseconds, longestTimer), undefined, { signal, ref: false }),
    limit: (milliseconds) => ({
      signal: AbortSignal.timeout(Math.min(milliseconds, longestTimer)),
      release: () => undefined,
    }),
    newId: () => randomUUID(),
  };
}
