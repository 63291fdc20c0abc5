/** How many requests of the control plane a package takes from its drop to its release, at all services together: one file, two decisions. */
import { readHold } from '../../../src/activities/transfer/holds.ts';
import { letOut } from '../../memory/let-out.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';

/** Counts them in memory, and says on stderr how many go to which service. */
export async function measure(): Promise<Measured> {
  const requests = new Map<string, number>();
  const world = new MemoryWorld(1, {
    before: ({ caller, service }) => {
      if (caller === 'control-plane') requests.set(service, (requests.get(service) ?? 0) + 1);
    },
    after: () => undefined,
  });
  await world.project();
  // Once for each project its holds are held against the audit.
  await readHold(world.ports, 'heart-study');
  requests.clear();
  const state = await letOut(world);
  if (state !== 'released') throw new Error(`The package is ${state}`);
  for (const [service, count] of [...requests].sort(([, one], [, other]) => other - one))
    console.error(`${service} ${count}`);
  return { value: [...requests.values()].reduce((sum, count) => sum + count), unit: 'requests' };
}
