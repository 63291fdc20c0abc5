import type { FactoryKnobs } from '../knobs.ts';
import type { RunTime } from './run-time.ts';

/** Keeps a run waiting for as long as the knobs say. Rejects with the signal's reason when the run is stopped. */
export async function waitInQueue(
  queuedAt: number,
  knobs: FactoryKnobs,
  time: RunTime,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { holdRuns, queueMilliseconds } = knobs.values;
    const left = queuedAt + queueMilliseconds - time.now().getTime();
    if (!holdRuns && left <= 0) return;
    const turned = new AbortController();
    const waiting = AbortSignal.any([signal, turned.signal]);
    const over = time.pause(holdRuns ? Number.POSITIVE_INFINITY : left, waiting).catch(() => undefined);
    await Promise.race([knobs.changed(), over]);
    turned.abort();
  }
}
