/**
 * How large the page of an approver is for whom 1,000 packages of twenty projects wait, in kB: it shows ten at a time.
 */
import { BusyInbox } from '../busy-inbox.ts';
import type { Measured } from '../figure.ts';

/** Measures the first page. */
export async function measure(): Promise<Measured> {
  const page = await (await new BusyInbox(20).start()).show();
  return { value: Buffer.byteLength(page) / 1000, unit: 'kB' };
}
