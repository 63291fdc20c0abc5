import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

/** So long a session lasts, and so long it has to be known that it was ended. */
export const sessionSeconds = 60 * 60;

export const lastSignInSchema = z.strictObject({
  oid: z.string(),
  /** ISO 8601 in UTC. */
  at: z.string(),
  groups: z.union([z.array(z.string()), z.literal(['too-many', 'no-claim'])]),
  /** When they signed out last: sessions that had begun by then are over, in whichever browser. */
  endedAt: z.string().exactOptional(),
});
/** `groups`: those of projects. Nothing else is kept of a sign-in: neither where it came from nor with what, and no earlier one. */
export type LastSignIn = Frozen<z.infer<typeof lastSignInSchema>>;
