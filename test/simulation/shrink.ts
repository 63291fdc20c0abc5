import { simulate } from './simulate.ts';

/**
 * The fewest faults and oddities with which a failing schedule still fails, found by leaving out one after the other. Gives what can be left
 * out, and what is left.
 */
export async function shrink(
  seed: number,
): Promise<{ readonly without: readonly string[]; readonly left: readonly string[] }> {
  const first = await simulate(seed);
  const without = new Set<string>();
  for (const one of first.world.weather.switchedOn) {
    without.add(one);
    const { broken } = await simulate(seed, { without });
    if (broken.length === 0) without.delete(one);
  }
  return { without: [...without], left: first.world.weather.switchedOn.filter((one) => !without.has(one)) };
}
