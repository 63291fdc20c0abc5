/** How many requests of storage the dashboard takes in a process that has served nothing yet, with 50 projects and 1,500 open operations. */
import { BusyDashboard } from '../busy-dashboard.ts';
import type { Measured } from '../figure.ts';

/** Counts those of the first page. */
export async function measure(): Promise<Measured> {
  const dashboard = await new BusyDashboard().start();
  dashboard.beCold();
  dashboard.requests.count = 0;
  await dashboard.show();
  return { value: dashboard.requests.count, unit: 'requests' };
}
