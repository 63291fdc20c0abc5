import { settled, type VirtualTime } from './time.ts';

/** Lets time go on from one wait to the next until the work is done, and gives what came of it. */
export async function playedOut<T>(time: VirtualTime, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => undefined);
  for (await settled(); !isDone; await settled()) time.wakeNext();
  return await done;
}
