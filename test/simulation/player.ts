import { z } from 'zod';
import { simulate } from './simulate.ts';
import { playedIn } from './tally.ts';

/** Seeds that one process plays, from the first up to the last; every so many of them are played twice. */
const work = z.strictObject({ first: z.number(), last: z.number(), step: z.number(), twiceEvery: z.number() });

/** A process that plays schedules and sends what each came to. */
process.once('message', (message) => {
  void play(work.parse(message));
});

async function play({ first, last, step, twiceEvery }: z.infer<typeof work>): Promise<void> {
  for (let seed = first; seed <= last; seed += step) {
    const verdict = await simulate(seed);
    const played = playedIn(verdict);
    if (seed % twiceEvery === 0) {
      const again = await simulate(seed);
      if (again.trace !== verdict.trace)
        played.broken.push(`It went another way the second time: ${again.trace}, not ${verdict.trace}`);
    }
    process.send?.(played);
  }
  process.disconnect?.();
}
