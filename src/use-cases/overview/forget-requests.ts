import { keptFor } from '../../domain/base/kept-request.ts';
import { isOfHour } from '../../domain/base/time.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';

type RequestPorts = Pick<Ports, 'requests' | 'overview' | 'clock'>;

/** Forgets what was asked so long ago that nobody asks it again: once an hour, since the table is read as a whole for it. */
export async function forgetRequests({ requests, overview, clock }: RequestPorts, share: TimeSlice): Promise<void> {
  if (isOfHour((await overview.seen())?.at, clock.now())) return;
  const over = requests.before(new Date(clock.now().getTime() - keptFor));
  for await (const stored of within(share, over)) await requests.forget(stored);
}
