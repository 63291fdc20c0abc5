import { z } from 'zod';

/** What several processes of the app do at once. */
export const works = ['openings', 'decisions', 'windows'] as const;
export type Work = (typeof works)[number];

/** What one of them is told: its part, all of which it does at once. */
export const part = z.strictObject({
  work: z.enum(works),
  project: z.string(),
  /** Names to open, object ids of approvers who decide, or steps of which one person is to get a mail. */
  of: z.array(z.string()),
  exportId: z.string(),
  digest: z.string(),
  /** Object id of who gets the mails. */
  to: z.string(),
});
export type Part = z.infer<typeof part>;

/** How often something ended how. */
export const ends = z.record(z.string(), z.int());
export type Ends = z.infer<typeof ends>;
