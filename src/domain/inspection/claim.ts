import { z } from 'zod';

/** What a checker that the researcher ran says of an output. It stands for nothing: whoever ran it can have written it. */
const claimedStatuses = ['pass', 'review', 'fail'] as const;

const words = z.string().max(4000);
const count = z.int().min(0);

/** One output of a checker's report: its status, the files in which it stands, and what the researcher wrote about it. */
export const claimedOutput = z.strictObject({
  status: z.enum(claimedStatuses),
  /** It says that what failed is masked. */
  isSuppressed: z.boolean(),
  /** `rows` and `columns`: how many a table has at least that has all the cells which the report names. */
  files: z
    .array(
      z.strictObject({
        /** One segment of a path: none that leads anywhere else. */
        name: z
          .string()
          .max(255)
          .regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u),
        rows: count,
        columns: count,
      }),
    )
    .max(100),
  comments: z.array(words).max(50),
  exception: words,
});
export type ClaimedOutput = z.infer<typeof claimedOutput>;

const mostClaimed = 2000;
export const claim = z.array(claimedOutput).max(mostClaimed);
export type Claim = z.infer<typeof claim>;
