/** How many requests of storage the page of an approver takes for whom 500 packages wait. */
import { BusyInbox } from '../busy-inbox.ts';
import type { Measured } from '../figure.ts';

export async function measure(): Promise<Measured> {
  const inbox = await new BusyInbox().start();
  inbox.requests.count = 0;
  await inbox.show();
  return { value: inbox.requests.count, unit: 'requests' };
}
