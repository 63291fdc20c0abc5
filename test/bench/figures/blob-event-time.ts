/**
 * What one more blob of an open upload costs the app: milliseconds of processor time of its own process, the median of hundreds
 * that come one after the other.
 */
import { medianOf, processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { startOpenUpload } from '../open-upload.ts';

const events = 200;

/** Measures a piece of news. */
export async function measure(): Promise<Measured> {
  const { announce, stop } = await startOpenUpload();
  const takeAll = async () => {
    for (let event = 0; event < events; event += 1) await announce();
  };
  try {
    return { value: (await medianOf(7, () => processorTime(takeAll))) / events, unit: 'ms' };
  } finally {
    await stop();
  }
}
