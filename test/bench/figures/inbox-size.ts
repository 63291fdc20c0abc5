/**
 * How large the page of an approver is for whom 250, 500 and 1,000 packages of 5, 10 and 20 projects wait, or its JSON where that is larger, in kB:
 * it shows ten at a time.
 */
import { BusyInbox } from '../busy-inbox.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

/** Measures the first page. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([5, 10, 20], 'kB', async (projects) => {
    const inbox = await new BusyInbox(projects).start();
    const sizes = [await inbox.show(), JSON.stringify(await inbox.data())].map(
      (text) => Buffer.byteLength(text) / 1000,
    );
    return Math.max(...sizes);
  });
}
