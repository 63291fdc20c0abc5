/**
 * How long the page of charts takes with 40 projects and 1,000 open operations: the processor time, and five milliseconds for each request
 * that is waited for.
 */

import { BusyCharts } from '../busy-charts.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

/** The median of several pages. */
export async function measure(): Promise<Measured> {
  const charts = await new BusyCharts().start();
  await charts.show();
  return { value: await medianOf(7, () => charts.requests.timed(5, () => charts.show())), unit: 'ms' };
}
