/** How large the page of a review is for a package of 10,000 files, in kB. */
import type { Measured } from '../figure.ts';
import { LargeReview } from '../large-review.ts';

/** Measures the whole page. */
export async function measure(): Promise<Measured> {
  const review = await new LargeReview().start();
  return { value: Buffer.byteLength(await review.show()) / 1000, unit: 'kB' };
}
