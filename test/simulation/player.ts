import { z } from 'zod';
import { againstLibrary } from './against-library.ts';
import { simulate } from './simulate.ts';
import { playedIn, type SchedulePlayed } from './tally.ts';

/** One seed to play; some are played twice, and some also through the durable library. */
const work = z.array(z.strictObject({ seed: z.number(), isTwice: z.boolean(), isThroughLibrary: z.boolean() }));
export type Work = z.infer<typeof work>;

// Thousands of requests are refused in each schedule, and nobody reads where that came from: a schedule that fails is played again.
Error.stackTraceLimit = 0;

/** A process that plays what it is sent, and sends what each schedule came to. It ends when nothing more will be sent. */
process.on('message', (message) => {
  void playAll(work.parse(message));
});

async function playAll(items: Work): Promise<void> {
  for (const item of items) process.send?.(await play(item));
}

async function play({ seed, isTwice, isThroughLibrary }: Work[number]): Promise<SchedulePlayed> {
  const verdict = await simulate(seed);
  const played = playedIn(verdict);
  const again = isTwice ? await simulate(seed) : verdict;
  if (again.trace !== verdict.trace)
    played.broken.push(`It went another way the second time: ${again.trace}, not ${verdict.trace}`);
  const apart = isThroughLibrary ? await againstLibrary(verdict) : undefined;
  if (apart !== undefined) played.broken.push(apart);
  return played;
}
