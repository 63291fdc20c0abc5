/**
 * How long the page of a review takes for a package of 10,000 files: the processor time, and five milliseconds for each request that is
 * waited for.
 */
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { LargeReview } from '../large-review.ts';

/** The median of several pages. */
export async function measure(): Promise<Measured> {
  const review = await new LargeReview().start();
  await review.show();
  return { value: await medianOf(7, () => review.requests.timed(5, () => review.show())), unit: 'ms' };
}
