/** How large the dashboard is with 50 projects and 1,500 open operations, in kB. */
import { BusyDashboard } from '../busy-dashboard.ts';
import type { Measured } from '../figure.ts';

/** Measures the whole page. */
export async function measure(): Promise<Measured> {
  const dashboard = await new BusyDashboard().start();
  dashboard.beCold();
  return { value: Buffer.byteLength(await dashboard.show()) / 1000, unit: 'kB' };
}
