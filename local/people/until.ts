import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is there. Throws with `what` and the last thing seen after the deadline (seconds). */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  options: { readonly seconds?: number; readonly seen?: () => string } = {},
): Promise<T> {
  const deadline = Date.now() + (options.seconds ?? 60) * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(
        `waited ${options.seconds ?? 60} s for ${what}${options.seen ? `; last seen: ${options.seen()}` : ''}`,
      );
    }
    await delay(200);
  }
}
