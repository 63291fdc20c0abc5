import { z } from 'zod';

const counts = z.record(z.string(), z.number());
const seconds = z.strictObject({ median: z.number().nullable(), ninetieth: z.number().nullable() });
const times = z.array(z.number());
const ended = { ends: counts, times, seconds };
const atDoor = z.strictObject({ ...ended, files: z.number(), bytes: z.number(), sizes: counts });
const reviews = z.strictObject({
  ...ended,
  turnaround: times.meta({
    description: 'From the first file of a package to the close of a round in which people decided.',
  }),
  turnaroundSeconds: seconds,
  compared: z.number().meta({ description: 'Closed rounds with at least two decisions.' }),
  differing: z.number().meta({ description: 'Those of them in which the decisions were not all the same.' }),
});
const drift = z.strictObject({ ends: counts }).meta({ description: 'Differences of computes: `found`, `mended`.' });

/** One ISO week of a project. */
export const week = z
  .strictObject({ week: z.string(), ingress: atDoor, export: atDoor, reviews, drift })
  .meta({ id: 'Week', description: 'What came to an end in one ISO week, and how long it took, in seconds.' });
