import { setTimeout as delay } from 'node:timers/promises';

const patienceSeconds = 120;
/** What is there soon is seen soon; what takes long is not asked for all the time. */
const pauses = { first: 25, longest: 100 } as const;

/** Asks again and again until the answer is there. Throws with `what` and the last thing seen after two minutes: for what hangs, not for a busy machine. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: { readonly seen?: () => string } = {},
): Promise<T> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (let pause: number = pauses.first; ; pause = Math.min(2 * pause, pauses.longest)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(`waited ${patienceSeconds} s for ${what}${options.seen ? `; last seen: ${options.seen()}` : ''}`);
    }
    await delay(pause);
  }
}
