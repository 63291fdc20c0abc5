import { setTimeout as delay } from 'node:timers/promises';

const usualPatience = 120;
/** What is there soon is seen soon; what takes long is not asked for all the time. */
const pauses = { first: 25, longest: 100 } as const;

/** `seconds`: for what has to wait longer than two minutes by its own rules. */
interface Patience {
  readonly seen?: () => string;
  readonly seconds?: number;
}

/** Asks again and again until the answer is there. Throws with `what` and the last thing seen after two minutes: for what hangs, not for a busy machine. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { seen, seconds = usualPatience }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (let pause: number = pauses.first; ; pause = Math.min(2 * pause, pauses.longest)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(`waited ${seconds} s for ${what}${seen ? `; last seen: ${seen()}` : ''}`);
    }
    await delay(pause);
  }
}
