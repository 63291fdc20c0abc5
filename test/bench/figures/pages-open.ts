/**
 * How long the slower of two pages takes to open in a browser, by the clock, on a built stack that does nothing else: the review of a package of
 * 5,000 files, and the inbox of an approver for whom 500 packages wait.
 */
import type { Measured } from '../figure.ts';
import { OpenedPages } from '../opened-pages.ts';

export async function measure(): Promise<Measured> {
  const pages = await OpenedPages.start();
  try {
    const [review, inbox] = [await pages.review(), await pages.inbox()];
    const lines = [`review of 5,000 files: ${Math.round(review)} ms`, `500 rows: ${Math.round(inbox)} ms`];
    return { value: Math.max(review, inbox), unit: 'ms', lines };
  } finally {
    await pages.stop();
  }
}
