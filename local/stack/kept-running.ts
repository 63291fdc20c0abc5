import { crashCode } from '../host/host-error.ts';
import type { RunningChild } from './child.ts';

/**
 * Keeps a host running as the Functions host keeps its worker: when the app ended it by throwing where nobody caught it, it is
 * started again, however often. Whoever stops or kills it, also in the middle of such a start, has the last word.
 */
export async function keepRunning(start: () => Promise<RunningChild>): Promise<Omit<RunningChild, 'ended'>> {
  let child = await start();
  let wanted = true;
  const watch = async (): Promise<void> => {
    // One that was being started when nobody wanted it any more has not ended: `end` waits for this to return, and then ends it.
    while (wanted && (await child.ended) === crashCode && wanted) child = await start();
  };
  const watched = watch().catch((error: unknown) => console.error('The host could not be started again.', error));
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    wanted = false;
    await child[how]();
    await watched;
    await child[how]();
  };
  return { stop: () => end('stop'), kill: () => end('kill') };
}
