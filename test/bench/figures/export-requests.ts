/** How many requests of the control plane a package takes from its drop to its release, at all services together: one file, two decisions; without those of `export-bounds`. */
import { exportRequests, linesOf, sumOf } from '../export-count.ts';
import type { Measured } from '../figure.ts';

export async function measure(): Promise<Measured> {
  const { services, beside } = await exportRequests();
  return {
    value: sumOf(services),
    unit: 'requests',
    lines: [...linesOf(services), `for bounds and losses besides ${sumOf(beside)}`],
  };
}
