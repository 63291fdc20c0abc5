import { z } from 'zod';
import { doors } from '../base/door.ts';
import { roundEvidenceSchema } from '../inspection/round-evidence.ts';
import { withoutEvidenceAsked, withoutEvidenceSchema } from '../inspection/without-evidence.ts';
import { operationLimit } from './limit-schema.ts';
import { passingNotificationKinds, takeBackEnds, transferSteps } from './operation-lists.ts';

const summary = {
  digest: z.string(),
  count: z.number(),
  bytes: z.number(),
  contextCount: z.number().exactOptional(),
  contextBytes: z.number().exactOptional(),
};
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
  /** When people could reach it no longer, once the operator did what the answer said. */
  closedAt: text,
  /** Object id of the operator, and why. */
  by: text,
  reason: text,
  /** Until then storage lets nobody delete a file of the version. */
  retainedUntil: text,
  /** Until then a storage administrator could restore what is deleted when the retention ends, or now if it is over. */
  restorableUntil: text,
  /** Of a copy that was never published: what becomes of its upload once nothing of the copy is left. */
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

/** What a package's marker says beside the purpose, and the earlier package whose next one it is by its name. All of it was chosen inside. */
const saidInsideSchema = z.strictObject({
  madeFrom: madeFromSchema.exactOptional(),
  label: optionalText,
  answer: optionalText,
  continues: optionalText,
  unread: z.array(text).exactOptional(),
});

const takeBackSchema = z.strictObject({
  number: z.number(),
  /** The state it was taken back from: `releasing` or `released`. */
  from: text,
  to: z.enum(takeBackEnds),
  by: text,
  reason: text,
  at: text,
  /** What was found outside when every run had ended: its listing, and since when the oldest file lay there. */
  outside: z.strictObject({ ...summary, since: optionalText }).exactOptional(),
});

/** An operation as it stands in its row, and as JSON in the audit line of each of its moves. */
export const operationSchema = z.strictObject({
  id: text,
  door: z.enum(doors),
  project: text,
  /** Dataset or package name: the path segment under the project. */
  name: text,
  /** A dataset that is one file directly under the project, or a folder. */
  shape: z.enum(['folder', 'file']),
  state: text,
  revision: z.number(),
  startedAt: text,
  since: text,
  /** Of a package: since when it is revealed outside, once it is frozen, or ended or rests before that and is among the few that are told all the same. */
  toldSince: optionalText,
  /** What people are told of the move to the present state, where the operation goes on behind it. */
  tells: z.enum(passingNotificationKinds).exactOptional(),
  /** Of a dataset, from copying on. */
  version: z.number().exactOptional(),
  /** The researcher's reason, from the metadata of `_COMPLETE`; it was chosen inside. */
  purpose: optionalText,
  submission: submissionSchema.exactOptional(),
  saidInside: saidInsideSchema.exactOptional(),
  /** Of a package that came without a purpose: when its researchers are reminded of it. */
  purposeUntil: optionalText,
  /** The listing of the source: what is checked, copied and deleted. `listedAt` is the Date header of its first page, `listing` ends its name. */
  source: z.strictObject({ ...summary, listedAt: text, listing: optionalText }).exactOptional(),
  /** The listing of the frozen copy; its digest is what people decide on. */
  package: z.strictObject(summary).exactOptional(),
  round: z.number().exactOptional(),
  /** Of a package that its approvers sent back, or did not decide about in time. */
  outcome: z
    .strictObject({ status: z.enum(['denied', 'changes-wanted', 'expired']), reasons: z.array(text) })
    .exactOptional(),
  problems: z.array(
    z.strictObject({ rule: text, path: text.nullable(), value: text, message: text, publicMessage: text }),
  ),
  failure: z
    .strictObject({
      state: text,
      message: text,
      publicMessage: text,
      at: text,
      /** Its frozen copy was no longer what was frozen, so that it could neither leave nor go back. */
      copyLost: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  trouble: outageSchema.exactOptional(),
  /** What an upload lacks, of which nothing else is awaited. */
  missing: z.literal('marker').exactOptional(),
  /** Missing where no scan is required. */
  scan: z.strictObject({ since: text, lookedAt: text, unscanned: optionalText }).exactOptional(),
  /** Of a package that waited for the reading room; missing where there is none. */
  inspection: z.strictObject({ evidence: roundEvidenceSchema, at: text }).exactOptional(),
  /** That somebody wants its review to go on without evidence: another operator has to agree before it moves. */
  withoutEvidenceAsked: withoutEvidenceAsked.exactOptional(),
  /** That both let its first round begin without. */
  withoutEvidence: withoutEvidenceSchema.exactOptional(),
  /** The wish that it stops, by an operator (object id) or by a verdict of the control plane; what its runs did is looked up first. */
  stop: z.strictObject({ by: text, message: text, at: text }).exactOptional(),
  /** That the release of a package is or was taken back, the last time. */
  takeBack: takeBackSchema
    .extend({
      /** The earlier times in which something was found outside; the newest last. */
      before: z.array(takeBackSchema).exactOptional(),
    })
    .exactOptional(),
  /** In words, the hold that it waits for to end. */
  hold: optionalText,
  limit: operationLimit.exactOptional(),
  withdrawal: z
    .strictObject({ by: text, part: z.enum(['owner', 'researcher', 'operator']), reason: text, at: text })
    .exactOptional(),
  /** When the frozen copy and the returned files of a package were deleted after the time of keeping, and why that could not go on at the last try. */
  cleared: z
    .strictObject({
      review: optionalText,
      returned: optionalText,
      problem: z.strictObject({ at: text, message: text }).exactOptional(),
    })
    .exactOptional(),
  /** Of a version that was retracted, and of a copy that was never published. */
  retraction: retractionSchema.exactOptional(),
  /** When an operator last led an operation out of a failure, or an outage during the upload ended; only attempts and hours since then count. */
  retriedAt: optionalText,
  transfers: z.array(
    z.strictObject({
      step: z.enum(transferSteps),
      attempt: z.number(),
      parameters: z.record(text, text),
      status: z.enum(['intended', 'started', 'succeeded', 'failed']),
      runId: optionalText,
      intendedAt: text,
      /** When its run was asked for or found. */
      startedAt: optionalText,
      closedAt: optionalText,
      message: optionalText,
      /** A hold ended this attempt, or tried to; when it failed, it does not count. */
      held: z.boolean().exactOptional(),
    }),
  ),
});
