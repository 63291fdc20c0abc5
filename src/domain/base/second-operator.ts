import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What a second operator has to confirm: who asked for it first, when (ISO 8601 in UTC), and why. `digest`: of what they asked for; an earlier
 * version wrote none.
 */
export const askedFirst = z.object({
  by: z.object({ oid: z.string(), name: z.string(), emails: z.array(z.string()) }),
  askedAt: z.string(),
  reason: z.string(),
  digest: z.string().exactOptional(),
});

export const pendingDays = 7;

/** Digest of what two people have to agree about, short enough to stand in an id. */
export function digestOfAct(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
