import { z } from 'zod';
import { fileFindings, filePlaces, finding } from './evidence.ts';

/** What the inspection of a local folder says about one file. It stays on that machine, so it may hold the name. */
export const checkedFile = z.strictObject({
  /** Below the folder. */
  path: z.string(),
  bytes: z.int().min(0),
  ...fileFindings.shape,
  /** Each with what its rule says to people. */
  findings: z.array(z.strictObject({ ...finding.shape, title: z.string(), says: z.string() })),
  places: filePlaces,
  /** Of all that was read; nothing was read of a file without it. */
  sha256: z.string().optional(),
});
export type CheckedFile = z.infer<typeof checkedFile>;

/** A line that the inspection of a local folder prints: first how many files there are, then each of them. */
export const checkLine = z.union([z.strictObject({ files: z.int().min(0) }), checkedFile]);
