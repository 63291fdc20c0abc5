import { z } from 'zod';

/** The answers of an approver. Asking for changes closes a round as a denial does. */
export const choices = ['approve', 'changes', 'deny'] as const;
export type Choice = (typeof choices)[number];

/** Longest reason of an approver in UTF-16 units; a longer one would not fit into the cookie that keeps it over a sign-in. */
export const longestReason = 600;

/** What an approver says of a package; it is stored and written into the audit as it is said. The two that are true or false are the ticks. */
const said = z.strictObject({
  choice: z.enum(choices),
  reason: z.string(),
  lookedAt: z.boolean(),
  deidentified: z.boolean(),
  digest: z.string(),
});
export type SaidNow = Readonly<z.infer<typeof said>>;

const apart = said.strip();

export function saidIn(from: SaidNow): SaidNow {
  return apart.parse(from);
}

/** What one approver said in one round. `approver` is the object id. */
export const decisionSchema = z.strictObject({
  exportId: z.string(),
  project: z.string(),
  round: z.number(),
  approver: z.string(),
  /** The `since` of the approver's entry in the round; the decision ends with that entry. */
  askedSince: z.string(),
  /** Only in what an earlier version wrote. */
  name: z.string().exactOptional(),
  ...said.shape,
  remarks: z.strictObject({ digest: z.string(), files: z.number() }).exactOptional(),
  /** SHA-256 of the evidence that the round named. */
  evidence: z.string().exactOptional(),
  at: z.string(),
});
export type Decision = Readonly<z.infer<typeof decisionSchema>>;

export type NamedDecision = Decision & { readonly name: string };
