import { projectGroups, readDirectory } from '../../local/azure/directory.ts';
import type { SeededApp } from '../functions/running-app.ts';
import { Chance } from '../memory/chance.ts';
import { settled } from '../memory/time.ts';
import { MemoryWorld } from '../memory/world.ts';

/** The app's ports in memory, and the laptop's directory. */
export interface UnevenApp extends SeededApp {
  readonly azure: SeededApp['azure'] & { readonly projectGroups: ReturnType<typeof projectGroups> };
}

const mostMilliseconds = 4;

/** An app whose requests and answers each take a drawn number of milliseconds, so that what is asked at the same instant meets in another order each time. */
export function unevenApp(): UnevenApp {
  const chance = new Chance(1);
  const dawdle = async () => {
    for (let left = Math.ceil(chance.next() * mostMilliseconds); left > 0; left -= 1) await world.time.pass(1);
  };
  // Later than the rows of the samples.
  const beginning = '2026-12-01T10:00:00Z';
  const world = new MemoryWorld(2, { before: dawdle, after: dawdle }, { auditWait: settled, beginning });
  const directory = readDirectory();
  return { ports: world.ports, azure: { directory, projectGroups: projectGroups(directory) } };
}
