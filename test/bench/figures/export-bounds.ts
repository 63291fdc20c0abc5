/** How many requests the same package takes besides, to keep bounds and to see that nothing was lost. */
import { exportRequests, linesOf, sumOf } from '../export-count.ts';
import type { Measured } from '../figure.ts';

export async function measure(): Promise<Measured> {
  const { beside } = await exportRequests();
  return { value: sumOf(beside), unit: 'requests', lines: linesOf(beside) };
}
