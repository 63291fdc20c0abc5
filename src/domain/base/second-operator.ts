import { z } from 'zod';

/** What a second operator has to confirm: who asked for it first, when (ISO 8601 in UTC), and why. */
export const askedFirst = z.object({
  by: z.object({ oid: z.string(), name: z.string(), emails: z.array(z.string()) }),
  askedAt: z.string(),
  reason: z.string(),
});

/** So many days it waits for a second operator. */
export const pendingDays = 7;
