import { watchProperties } from './check.ts';
import { watchCrypto } from './crypto-work.ts';
import { schedule } from './script.ts';
import { starves } from './starving.ts';
import { World, type WorldOptions } from './world.ts';

/** What a schedule came to. `broken`: what must not have happened, as sentences; empty when all properties hold. */
export interface Verdict {
  readonly seed: number;
  /** The same for the same seed. */
  readonly trace: string;
  readonly broken: readonly string[];
  readonly world: World;
}

watchCrypto();

/** Plays the schedule of a seed to its end. */
export async function simulate(seed: number, options: WorldOptions = {}): Promise<Verdict> {
  const world = new World(seed, options);
  const look = watchProperties(world);
  try {
    await world.play(
      schedule(world)
        .then(look)
        .then(() => starves(world)),
    );
  } catch (error) {
    world.broke(`The schedule could not be played: ${error instanceof Error ? error.stack : String(error)}`);
  }
  return { seed, trace: world.trace.digest(), broken: world.broken, world };
}
