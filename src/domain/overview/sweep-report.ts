import { z } from 'zod';

/** What a sweep found and did, in numbers; the alerts of the deployment look for them in the log. */
export const sweepReport = z
  .strictObject({
    started: z.number(),
    waiting: z.number(),
    ensured: z.number(),
    woken: z.number(),
    overdue: z.number(),
    unreachable: z.number(),
    troubled: z.number(),
    stalled: z.number(),
    failed: z.number(),
    broken: z.number(),
    // Files and folders outside that no release accounts for, and released files that are gone.
    outside: z.number(),
    // 1 when the second copy is older than two hours.
    oldCopy: z.number(),
    untold: z.number(),
    givenUp: z.number(),
    strays: z.number(),
    // Ended packages of which something was begun to be cleared.
    clearing: z.number(),
    // Parts of the sweep that were not over when their time slice was; the next sweep begins with them.
    cut: z.number(),
  })
  .meta({ id: 'SweepReport', description: 'What a sweep found and did, in numbers.' });
export type SweepReport = Readonly<z.infer<typeof sweepReport>>;
