import { z } from 'zod';
import { againstLibrary } from './against-library.ts';
import { simulate } from './simulate.ts';
import { playedIn } from './tally.ts';

/** Seeds that one process plays, from the first up to the last: every so many of them twice, and so many also through the durable library. */
const work = z.strictObject({
  first: z.number(),
  last: z.number(),
  step: z.number(),
  twiceEvery: z.number(),
  library: z.number(),
});

// Thousands of requests are refused in each schedule, and nobody reads where that came from: a schedule that fails is played again.
Error.stackTraceLimit = 0;

/** A process that plays schedules and sends what each came to. */
process.once('message', (message) => {
  void play(work.parse(message));
});

async function play({ first, last, step, twiceEvery, library }: z.infer<typeof work>): Promise<void> {
  for (let seed = first; seed <= last; seed += step) {
    const verdict = await simulate(seed);
    const played = playedIn(verdict);
    if (seed % twiceEvery === 0) {
      const again = await simulate(seed);
      if (again.trace !== verdict.trace)
        played.broken.push(`It went another way the second time: ${again.trace}, not ${verdict.trace}`);
    }
    const apart = (seed - first) / step < library ? await againstLibrary(seed) : undefined;
    if (apart !== undefined) played.broken.push(apart);
    process.send?.(played);
  }
  process.disconnect?.();
}
