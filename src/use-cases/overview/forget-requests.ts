import { keptFor } from '../../domain/base/kept-request.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';

/** Forgets what was asked so long ago that nobody asks it again. */
export async function forgetRequests({ requests, clock }: Pick<Ports, 'requests' | 'clock'>, share: TimeSlice) {
  const over = requests.before(new Date(clock.now().getTime() - keptFor));
  for await (const stored of within(share, over)) await requests.forget(stored);
}
