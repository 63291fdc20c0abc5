/**
 * What a look at a large upload costs the app where storage lists in Arrow: seconds of processor time for each million files of one
 * listing, as the real client reads it, the loading of the library for Arrow included.
 */
import { processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { filesOfLook, startLooks } from '../look.ts';

/** Measures the first listing of a process. */
export async function measure(): Promise<Measured> {
  const { look, stop } = await startLooks('arrow');
  try {
    return { value: ((await processorTime(look)) / 1000) * (1_000_000 / filesOfLook), unit: 's' };
  } finally {
    stop();
  }
}
