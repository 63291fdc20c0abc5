/** The history of the longest generation of all flows when all services go away, at the last activity before it would begin afresh. */
import { finish, interruptAtWorst, plays } from '../../orchestrators/plays.ts';
import type { Measured } from '../figure.ts';

/** Plays each flow to its end, then once more into the outage. */
export async function measure(): Promise<Measured> {
  let longest = 0;
  for (const play of Object.values(plays)) {
    const interrupted = await interruptAtWorst(play, await finish(play));
    longest = Math.max(longest, interrupted.longestHistory);
  }
  return { value: longest, unit: 'events' };
}
