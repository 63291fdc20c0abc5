import { messageOf } from '../../src/domain/base/errors.ts';

/** How a piece of work ended: with a value, with an error, or not in the time that it had. */
export type Ended<Value> =
  | { readonly how: 'done'; readonly value: Value }
  | { readonly how: 'failed'; readonly why: string }
  | { readonly how: 'late' }
  | { readonly how: 'stopped' };

export interface Clock {
  now(): Date;
  /** Resolves after so long, unless the signal says that nobody waits any more. */
  alarm(milliseconds: number, nobodyWaits: AbortSignal): Promise<void>;
}

/** Lets some work go on for at most so many minutes, and until somebody stops all of it; what goes on after that is told to end. */
export async function within<Value>(
  clock: Clock,
  minutes: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Ended<Value>> {
  const [over, given] = [new AbortController(), new AbortController()];
  try {
    const ended = await Promise.race([
      work(given.signal).then(
        (value): Ended<Value> => ({ how: 'done', value }),
        (error: unknown): Ended<Value> => ({ how: 'failed', why: messageOf(error) }),
      ),
      clock.alarm(minutes * 60_000, over.signal).then((): Ended<Value> => ({ how: 'late' })),
      stopped(stop, over.signal).then((): Ended<Value> => ({ how: 'stopped' })),
    ]);
    if (ended.how === 'late' || ended.how === 'stopped') given.abort();
    return ended;
  } finally {
    over.abort();
  }
}

function stopped(stop: AbortSignal, nobodyWaits: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true, signal: nobodyWaits });
  });
}
