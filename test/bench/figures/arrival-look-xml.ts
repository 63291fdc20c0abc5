/**
 * What a look at a large upload costs the app where storage lists in XML alone: its processor time, as times of what the client of the
 * SDK takes for the same pages when nothing is done with them.
 */
import { processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { startLooks } from '../look.ts';

/** Measures one listing of each kind, after one that is not counted. */
export async function measure(): Promise<Measured> {
  const { look, bare, stop } = await startLooks('xml');
  try {
    await look();
    const ofSdk = await processorTime(bare);
    return { value: (await processorTime(look)) / ofSdk, unit: 'times' };
  } finally {
    stop();
  }
}
