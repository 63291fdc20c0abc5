import type { Oddity } from './weather.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Services that go away for hours, up to a day and a half: what of them answers nobody. */
const outages: readonly { readonly oddity: Oddity; readonly services: readonly string[] }[] = [
  { oddity: 'mail-away', services: ['mail', 'chat'] },
  { oddity: 'factory-away', services: ['data-factory'] },
  { oddity: 'storage-away', services: ['public/', 'secure/'] },
];

/** Lets services go away and come back, until `isOver`. */
export async function servicesGoAway(world: World, isOver: () => boolean): Promise<void> {
  const chosen = outages.filter(({ oddity }) => world.weather.has(oddity));
  await Promise.all(chosen.map((outage) => goesAway(world, outage, isOver)));
}

async function goesAway(
  world: World,
  { oddity, services }: (typeof outages)[number],
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    await world.time.sleep(world.draws.between(`${oddity} begins`, MINUTE, 24 * HOUR));
    if (isOver()) return;
    for (const service of services) world.away.add(service);
    await world.time.sleep(world.draws.between(`${oddity} lasts`, MINUTE, 36 * HOUR));
    for (const service of services) world.away.delete(service);
  }
}

/** Makes Data Factory late and wrong, anew every few minutes until `isOver`. */
export async function factoryMisbehaves(world: World, isOver: () => boolean): Promise<void> {
  const { draws, weather, deployment } = world;
  const knobs = deployment.factoryKnobs;
  const now = (oddity: Oddity, probability: number) =>
    weather.has(oddity) && draws.happens(`factory ${oddity}`, probability);
  while (!isOver()) {
    knobs.set({
      queueMilliseconds: now('run-late', 0.5) ? draws.between('queue', 1000, 20 * MINUTE) : 2000,
      millisecondsPerFile: draws.between('copy', 100, 5000),
      duplicateRuns: now('run-twice', 0.3) ? 1 : 0,
      failCopy: now('copy-fails', 0.3) ? 1 : 0,
      leaveOutFile: now('copy-leaves-out', 0.2) ? 1 : 0,
      ignoreCancel: now('cancel-ignored', 0.5),
      queryLagMilliseconds: now('run-shown-late', 0.5) ? draws.between('query lag', 1000, 30_000) : 0,
      activityLagMilliseconds: now('activities-shown-late', 0.5) ? draws.between('activity lag', 1000, 30_000) : 0,
    });
    await world.time.sleep(draws.between('factory changes', MINUTE, 2 * HOUR));
  }
  knobs.reset();
  knobs.set({ queueMilliseconds: 1000 });
}
