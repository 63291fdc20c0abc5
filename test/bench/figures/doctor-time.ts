/**
 * How long the doctor takes in a process that has read the definitions before, with 10, 50 and 200 projects: the processor time, and five
 * milliseconds for each request that is waited for.
 */
import { BusyDoctor } from '../busy-doctor.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

/** The median of several looks. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([10, 50, 200], 'ms', async (projects) => {
    const busy = await new BusyDoctor().start(projects);
    return await medianOf(5, () => busy.requests.timed(5, () => busy.look()));
  });
}
