import { z } from 'zod';
import { mostLimitedRows } from '../inspection/coverage.ts';

const amounts = z.strictObject({
  bytes: z.int().min(1).max(1e15).exactOptional(),
  files: z.int().min(1).max(1e9).exactOptional(),
  packages: z.int().min(1).max(1e6).exactOptional(),
  rows: z
    .int()
    .min(1)
    .max(mostLimitedRows)
    .exactOptional()
    .describe(
      'Rows of tables with their heads, as the reading room tells them of each file: at most 10, 100, 1,000, 10,000 or 100,000. A file with more exceeds any limit; one that it could not count counts as none, and approvers see how many those are.',
    ),
});

/** What a limit may measure, as people read it. */
export const limitMeasures = ['packages', 'files', 'rows', 'bytes'] as const satisfies readonly (keyof z.infer<
  typeof amounts
>)[];
export type LimitMeasure = (typeof limitMeasures)[number];

const egressLimit = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, 'must be 2 to 40 lower-case letters, digits and hyphens')
    .describe('What people call the limit.'),
  of: z
    .enum(['project', 'person', 'dataset'])
    .describe(
      'Of which releases of the project the sum is taken: project: all. person: those that one person submitted; those that nobody did count as one person. dataset: those made from one dataset; one of an unknown source counts for each, by half under `hard`.',
    ),
  days: z.int().min(1).max(365).describe('How many days back releases count.'),
  soft: amounts
    .exactOptional()
    .describe(
      'A package that would exceed any of these needs one approver more, one independent among them, and a written reason of each.',
    ),
  hard: amounts
    .exactOptional()
    .describe('A package that would exceed any of these waits, once it is approved, until it fits.'),
});

/** What a definition says of how much leaves in a time. */
export const volumeRules = {
  unusualTold: z
    .boolean()
    .default(false)
    .describe(
      'true: when unusually much left in a week, operators are told of it by mail, and the dashboard says so for a week: above three times what was usual in the 26 weeks before, and above 50 files or 1 GB. false: the charts alone mark such weeks.',
    ),
  limits: z
    .array(egressLimit)
    .max(8)
    .exactOptional()
    .describe('How much may leave within so many days. It counts what leaves while a project has any.'),
};
export type EgressLimit = z.infer<typeof egressLimit>;
