import { z } from 'zod';
import { doors } from '../base/door.ts';
import { roundEvidenceSchema } from '../inspection/round-evidence.ts';
import { withoutEvidenceAsked, withoutEvidenceSchema } from '../inspection/without-evidence.ts';
import { type Operation, passingNotificationKinds, takeBackEnds, transferSteps } from './operation.ts';

const summary = { digest: z.string(), count: z.number(), bytes: z.number() };
const text = z.string();
const optionalText = text.exactOptional();

export const outageSchema = z.strictObject({
  since: text,
  times: z.number(),
  lastAt: text,
  message: text,
  stale: optionalText,
});
export const retractionSchema = z.strictObject({
  closedAt: text,
  by: text,
  reason: text,
  retainedUntil: text,
  restorableUntil: text,
  unpublished: z.enum(['withdrawn', 'discarded']).exactOptional(),
});

/** What a package was made from, as it is kept and as the receipt of its release names it. */
export const madeFromSchema = z.union([
  z.literal('unknown'),
  z.array(z.strictObject({ id: text, name: text, version: z.number() })),
]);

const submissionSchema = z.strictObject({
  purpose: text,
  madeFrom: madeFromSchema.exactOptional(),
  label: optionalText,
  answer: optionalText,
  continues: optionalText,
  by: z.strictObject({ oid: text, name: text.exactOptional() }),
  at: text,
});

/** An operation as it stands in its row, and as JSON in the audit line of each of its moves. */
export const operationSchema = z.strictObject({
  id: text,
  door: z.enum(doors),
  project: text,
  name: text,
  shape: z.enum(['folder', 'file']),
  state: text,
  revision: z.number(),
  startedAt: text,
  since: text,
  toldSince: optionalText,
  tells: z.enum(passingNotificationKinds).exactOptional(),
  version: z.number().exactOptional(),
  purpose: optionalText,
  submission: submissionSchema.exactOptional(),
  purposeUntil: optionalText,
  source: z.strictObject({ ...summary, listedAt: text }).exactOptional(),
  package: z.strictObject(summary).exactOptional(),
  round: z.number().exactOptional(),
  outcome: z
    .strictObject({ status: z.enum(['denied', 'changes-wanted', 'expired']), reasons: z.array(text) })
    .exactOptional(),
  problems: z.array(
    z.strictObject({ rule: text, path: text.nullable(), value: text, message: text, publicMessage: text }),
  ),
  failure: z.strictObject({ state: text, message: text, publicMessage: text, at: text }).exactOptional(),
  trouble: outageSchema.exactOptional(),
  missing: z.literal('marker').exactOptional(),
  scan: z.strictObject({ since: text, lookedAt: text, unscanned: optionalText }).exactOptional(),
  inspection: z.strictObject({ evidence: roundEvidenceSchema, at: text }).exactOptional(),
  withoutEvidenceAsked: withoutEvidenceAsked.exactOptional(),
  withoutEvidence: withoutEvidenceSchema.exactOptional(),
  stop: z.strictObject({ by: text, message: text, at: text }).exactOptional(),
  takeBack: z
    .strictObject({
      number: z.number(),
      from: text,
      to: z.enum(takeBackEnds),
      by: text,
      reason: text,
      at: text,
      outside: z.strictObject({ ...summary, since: optionalText }).exactOptional(),
    })
    .exactOptional(),
  hold: optionalText,
  withdrawal: z
    .strictObject({ by: text, part: z.enum(['owner', 'researcher', 'operator']), reason: text, at: text })
    .exactOptional(),
  cleared: z
    .strictObject({
      review: optionalText,
      returned: optionalText,
      problem: z.strictObject({ at: text, message: text }).exactOptional(),
    })
    .exactOptional(),
  retraction: retractionSchema.exactOptional(),
  retriedAt: optionalText,
  transfers: z.array(
    z.strictObject({
      step: z.enum(transferSteps),
      attempt: z.number(),
      parameters: z.record(text, text),
      status: z.enum(['intended', 'started', 'succeeded', 'failed']),
      runId: optionalText,
      intendedAt: text,
      startedAt: optionalText,
      closedAt: optionalText,
      message: optionalText,
      held: z.boolean().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<Operation>;
