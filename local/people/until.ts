import { setTimeout as delay } from 'node:timers/promises';

const patienceSeconds = 120;

/** Asks again and again until the answer is there. Throws with `what` and the last thing seen after two minutes: for what hangs, not for a busy machine. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: { readonly seen?: () => string } = {},
): Promise<T> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(`waited ${patienceSeconds} s for ${what}${options.seen ? `; last seen: ${options.seen()}` : ''}`);
    }
    await delay(200);
  }
}
