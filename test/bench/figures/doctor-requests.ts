/**
 * How many requests of storage and services the doctor takes in a process that has read the definitions before, with 10, 50 and 200 projects. Beside
 * these it asks each container, table and service once whether it answers.
 */
import { BusyDoctor } from '../busy-doctor.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

/** Counts those of one look. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([10, 50, 200], 'requests', async (projects) => {
    const busy = await new BusyDoctor().start(projects);
    await busy.look();
    return busy.requests.count;
  });
}
