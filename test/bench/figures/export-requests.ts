/** How many requests of the control plane a package takes from its drop to its release, at all services together: one file, two decisions. */
import { readHold } from '../../../src/activities/transfer/holds.ts';
import type { Operation, OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Hook } from '../../memory/hook.ts';
import { letOut } from '../../memory/let-out.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';

/** Counts them in memory, and says on stderr how many go to which service. */
export async function measure(): Promise<Measured> {
  const requests = new Map<string, number>();
  let isLooking = false;
  const hook: Hook = {
    before: ({ caller, service }) => {
      if (caller === 'control-plane' && !isLooking) requests.set(service, (requests.get(service) ?? 0) + 1);
    },
    after: () => undefined,
  };
  /** What this program asks itself, to see the package's state, is no request of the control plane. */
  class Watched extends MemoryWorld {
    override async operation(key: OperationKey): Promise<Operation> {
      isLooking = true;
      const found = await super.operation(key);
      isLooking = false;
      return found;
    }
  }
  const world = new Watched(1, hook);
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
