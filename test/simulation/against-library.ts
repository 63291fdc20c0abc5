import { libraryOrchestrations } from './library-orchestrations.ts';
import { simulate, type Verdict } from './simulate.ts';

/** Timers of the two makes may fire early by other milliseconds. */
const without = new Set(['early-timers']);

/**
 * Plays a schedule, which was played directly, through the durable library's own executor. Gives where they went apart, in a sentence: each
 * operation must have asked for the same activities with the same inputs in the same order.
 */
export async function againstLibrary({ seed, world }: Verdict): Promise<string | undefined> {
  const direct = world.weather.has('early-timers') ? (await simulate(seed, { without })).world : world;
  const library = (await simulate(seed, { without, make: libraryOrchestrations })).world;
  for (const id of new Set([...direct.performed.keys(), ...library.performed.keys()])) {
    const [ours = [], theirs = []] = [direct.performed.get(id), library.performed.get(id)];
    const at = [...ours, ...theirs].findIndex((_, index) => ours[index] !== theirs[index]);
    if (at !== -1 && at < Math.max(ours.length, theirs.length))
      return `The durable library goes another way with ${id} at step ${at}: ${theirs[at]}, and not ${ours[at]}`;
  }
  return undefined;
}
