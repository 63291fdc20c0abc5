import { setTimeout as delay } from 'node:timers/promises';
import type { FactoryKnobs } from '../knobs.ts';

/** Keeps a run waiting for as long as the knobs say. Rejects with the signal's reason when the run is stopped. */
export async function waitInQueue(
  queuedAt: number,
  knobs: FactoryKnobs,
  now: () => Date,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { holdRuns, queueMilliseconds } = knobs.values;
    const left = queuedAt + queueMilliseconds - now().getTime();
    if (!holdRuns && left <= 0) return;
    await Promise.race([knobs.changed(), pause(holdRuns ? undefined : left, signal)]);
  }
}

async function pause(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
  const longest = 2 ** 31 - 1;
  await delay(milliseconds ?? longest, undefined, { signal, ref: false }).catch(() => undefined);
}
