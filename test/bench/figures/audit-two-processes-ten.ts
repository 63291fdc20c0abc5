/** How many requests an event of the audit takes: ten writers in each of two processes. */
import { requestsOfEvent } from '../audit-requests.ts';
import type { Measured } from '../figure.ts';

/** Counts them over five rounds of events. */
export function measure(): Promise<Measured> {
  return requestsOfEvent(2, 10);
}
