import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { askedFirst } from '../base/second-operator.ts';

const text = z.string();

/**
 * That two operators let the review of a package go on although its project wants files to be opened and nothing is known of them: object ids of who asked and who
 * agreed, when, and why. Where there is one operator only, they are the same person. `digest`: of the frozen files.
 */
export const withoutEvidenceSchema = z.strictObject({
  askedBy: text,
  askedAt: text,
  agreedBy: text,
  at: text,
  reason: text,
  digest: text,
});
export type WithoutEvidence = z.infer<typeof withoutEvidenceSchema>;

/** The wish of the first of them, which no move outlasts. */
export const withoutEvidenceAsked = askedFirst.extend({ digest: text });
export type WithoutEvidenceAsked = Frozen<z.infer<typeof withoutEvidenceAsked>>;

export function withoutEvidenceData({ withoutEvidence }: { readonly withoutEvidence?: WithoutEvidence }) {
  if (withoutEvidence === undefined) return {};
  const { askedBy, agreedBy, reason } = withoutEvidence;
  return { withoutEvidenceAsked: askedBy, withoutEvidenceAgreed: agreedBy, withoutEvidenceReason: reason };
}
