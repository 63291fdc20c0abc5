/**
 * How many requests one run of the timer `reconcileCompute` takes while every machine is as defined, half of them running: with 500, 2,000 and
 * 5,000 machines in 20, 80 and 200 projects.
 */
import { BusyComputes } from '../busy-computes.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

/** Counts those of the third run. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([500, 2000, 5000], 'requests', async (machines) => {
    const busy = await new BusyComputes().start(machines);
    await busy.look();
    return busy.requests.count;
  });
}
