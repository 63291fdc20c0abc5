import { z } from 'zod';

/** The bases to which counts may be rounded, as OpenSAFELY and NHS England round unless a project says otherwise. */
export const acceptedRounding = z
  .array(z.int().min(3).max(100))
  .max(20)
  .default([5, 6, 7])
  .describe(
    'Bases to which counts may be rounded. A small number of a table that is rounded to one of them is a note; rounded to another one it is for review.',
  );

/** Thresholds of the checks that the reading room makes in a frozen package. Each rule and its source stand in docs/checks.md. */
export const disclosureRules = z.strictObject({
  minCount: z
    .int()
    .min(2)
    .max(1000)
    .default(10)
    .describe(
      'A count above zero and below this is too small. Ten is the threshold of ACRO and of the Australian Bureau of Statistics.',
    ),
  minResidualDof: z
    .int()
    .min(0)
    .max(1000)
    .default(10)
    .describe('A model with fewer residual degrees of freedom than this comes too close to single records.'),
  maxRows: z
    .int()
    .min(1)
    .default(5000)
    .describe('A table with more rows than this is looked at as one that holds records.'),
  maxTextLength: z
    .int()
    .min(10)
    .max(10_000)
    .default(80)
    .describe('A cell with more characters than this is free text, which people must read.'),
  rounding: acceptedRounding,
});

export type DisclosureRules = z.infer<typeof disclosureRules>;

/** What a project says of its thresholds; the bases of rounding stand beside them. */
export const disclosureThresholds = disclosureRules.omit({ rounding: true });
