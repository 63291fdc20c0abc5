import { z } from 'zod';
import { coverage } from './coverage.ts';
import { fileFindings, filePlaces, finding, type Verdict, verdictOf } from './evidence.ts';

/** Each with what its rule says to people. */
const toldFindings = z.array(z.strictObject({ ...finding.shape, title: z.string(), says: z.string() }));

/** What the inspection of a local folder says about one file. It stays on that machine, so it may hold the name. */
export const checkedFile = z.strictObject({
  /** Below the folder. */
  path: z.string(),
  bytes: z.int().min(0),
  ...fileFindings.shape,
  findings: toldFindings,
  places: filePlaces,
  coverage: coverage.exactOptional(),
  /** What was looked at, in sentences. */
  lookedAt: z.array(z.string()),
  /** Of all that was read; nothing was read of a file without it. */
  sha256: z.string().optional(),
});
export type CheckedFile = z.infer<typeof checkedFile>;

/** A file of which nobody said what was looked at was not looked at. */
export function verdictOfChecked({ findings, notChecked, coverage: said }: CheckedFile): Verdict {
  return verdictOf({ findings, notChecked, coverage: { balances: said !== undefined } });
}

/** A line that the inspection of a local folder prints: first how many files there are, then each of them, then what shows only beside others. */
export const checkLine = z.union([
  z.strictObject({ files: z.int().min(0) }),
  checkedFile,
  z.strictObject({ beside: z.array(z.strictObject({ path: z.string(), findings: toldFindings })) }),
]);
