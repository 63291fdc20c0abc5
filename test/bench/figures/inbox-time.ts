/**
 * How long the page of an approver takes for whom 500 packages wait: the processor time, and five milliseconds for each request that is waited for.
 */
import { BusyInbox } from '../busy-inbox.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

/** The median of several pages. */
export async function measure(): Promise<Measured> {
  const inbox = await new BusyInbox().start();
  return { value: await medianOf(5, () => inbox.requests.timed(5, () => inbox.show())), unit: 'ms' };
}
