import { z } from 'zod';

const count = z.int().nonnegative();

/** A chain as it was signed. `root` and `salt` are base64; `end` is where reading goes on, and the hash of the line before that. */
const signedChain = z.strictObject({
  chain: z.string().min(1),
  size: count,
  root: z.string(),
  salt: z.string(),
  end: z.strictObject({ blob: z.string(), length: count, hash: z.string() }),
});
export type SignedChain = Readonly<z.infer<typeof signedChain>>;

/** A receipt whose line is the leaf `index` of its chain, and what nobody knows of that line by the receipt alone. */
const loggedReceipt = z.strictObject({
  chain: z.string().min(1),
  index: count,
  name: z.string(),
  at: z.string(),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
});
export type LoggedReceipt = Readonly<z.infer<typeof loggedReceipt>>;

/**
 * What was signed at once: a leaf for each chain, in this order behind the `before` leaves that stood. `note` is the checkpoint of the log
 * with all of them. `receipts` came into their chains since the step before.
 */
export const signedStepSchema = z.strictObject({
  at: z.iso.datetime(),
  before: count,
  note: z.string(),
  chains: z.array(signedChain).min(1),
  receipts: z.array(loggedReceipt),
});
export type SignedStep = Readonly<z.infer<typeof signedStepSchema>>;

/** How many leaves the log has with this step. */
export function sizeOf({ before, chains }: Pick<SignedStep, 'before' | 'chains'>): number {
  return before + chains.length;
}

/** What is a leaf of the log of roots: without the salt nobody could guess what it hides. */
export function leafOf(origin: string, { salt, chain, size, root }: Omit<SignedChain, 'end'>): string {
  return `${salt}\n${origin}/${chain}\n${size}\n${root}\n`;
}
