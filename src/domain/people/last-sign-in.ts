import { z } from 'zod';
import type { HeldGroups } from './group-rule.ts';

/** `groups`: those of projects. Nothing else is kept of a sign-in: neither where it came from nor with what, and no earlier one. */
export interface LastSignIn {
  readonly oid: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly groups: HeldGroups;
  /** When they signed out last: sessions that had begun by then are over, in whichever browser. */
  readonly endedAt?: string;
}

/** So long a session lasts, and so long it has to be known that it was ended. */
export const sessionSeconds = 60 * 60;

export const lastSignInSchema = z.strictObject({
  oid: z.string(),
  at: z.string(),
  groups: z.union([z.array(z.string()), z.literal(['too-many', 'no-claim'])]),
  endedAt: z.string().exactOptional(),
}) satisfies z.ZodType<LastSignIn>;
