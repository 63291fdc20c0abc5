/**
 * How long one run of the timer `reconcileCompute` takes while every machine is as defined, half of them running: with 500, 2,000 and 5,000
 * machines in 20, 80 and 200 projects, the processor time, and five milliseconds for each request that is waited for.
 */
import { BusyComputes } from '../busy-computes.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

/** The median of several runs. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([500, 2000, 5000], 'ms', async (machines) => {
    const busy = await new BusyComputes().start(machines);
    return await medianOf(5, () => busy.requests.timed(5, () => busy.look()));
  });
}
