/** The history of the longest generation of all flows while no activity fails, however long something takes. */
import { finish, plays } from '../../orchestrators/plays.ts';
import type { Measured } from '../figure.ts';

/** Plays each flow to its end. */
export async function measure(): Promise<Measured> {
  let longest = 0;
  for (const play of Object.values(plays)) longest = Math.max(longest, (await finish(play)).longestHistory);
  return { value: longest, unit: 'events' };
}
