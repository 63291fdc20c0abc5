/**
 * How many requests of storage it takes to open a package in a process that has opened none, in a project of which 10, 100 and 400 are in review, rest at
 * a failure, or still arrive.
 */
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';

import { anOperation } from '../../contract/samples.ts';
import { sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { Requests } from '../requests.ts';
import { atThreeSizes } from '../three-sizes.ts';

const states = ['in-review', 'failed', 'receiving'];

/** Counts those of one more package. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([10, 100, 400], 'requests', async (open) => {
    const requests = new Requests();
    const world = new MemoryWorld(3, requests);
    await world.project({ egress: { ...sampleProject().egress, maxOpen: 1000 } });
    const at = world.time.now().toISOString();
    for (let number = 0; number < open; number += 1) {
      const state = states[number % states.length] ?? 'failed';
      const operation = anOperation({ door: 'export', name: `p${number}`, state, startedAt: at, since: at });
      await world.ports.register.open(operation, []);
    }
    const path = 'heart-study/tables/a.csv';
    await world.put('exports', path, 'a,b\n');
    requests.count = 0;
    const { kind } = await startOperation(world.ports, { door: 'export', path });
    if (kind !== 'started') throw new Error(`The package was not opened: ${kind}`);
    return requests.count;
  });
}
