/**
 * How long the dashboard takes in a process that has served it before, with 50 projects and 1,500 open operations: the processor time, and
 * five milliseconds for each request that is waited for.
 */

import { BusyDashboard } from '../busy-dashboard.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

/** The median of several pages. */
export async function measure(): Promise<Measured> {
  const dashboard = await new BusyDashboard().start();
  dashboard.beCold();
  await dashboard.show();
  return { value: await medianOf(7, () => dashboard.requests.timed(5, () => dashboard.show())), unit: 'ms' };
}
