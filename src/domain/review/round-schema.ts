import { z } from 'zod';
import { roundEvidenceSchema } from '../inspection/round-evidence.ts';
import { withoutEvidenceSchema } from '../inspection/without-evidence.ts';
import { projectDisclosure } from '../project/project-disclosure.ts';
import { choices, type Decision, type Round, roundStatuses } from './round.ts';

const text = z.string();
const asked = { at: text, by: text, reason: text, revision: z.number() };

const deadlineRule = z
  .union([
    z.strictObject({ from: text, businessDays: z.number() }),
    z.strictObject({ from: text, days: z.number() }),
    z.strictObject({ from: text, until: text }),
  ])
  .exactOptional();

export const roundSchema = z.strictObject({
  exportId: text,
  project: text,
  number: z.number(),
  digest: text,
  evidence: roundEvidenceSchema.exactOptional(),
  withoutEvidence: withoutEvidenceSchema.exactOptional(),
  definition: text,
  rules: z.strictObject({
    quorum: z.number(),
    independent: z.number(),
    // Rounds of the first version have no such rule: nobody could ask for theirs to be kept.
    onDeadline: z.enum(['return', 'keep']).default('return'),
    // Rounds from before this rule show no decisions to those who decide, as a project does that says nothing of it.
    blind: z.boolean().default(true),
    authContext: text.exactOptional(),
    // As a project has it that says nothing of it: rounds from before it have no evidence that it could ask anything of.
    disclosure: projectDisclosure.prefault({}),
  }),
  approvers: z.array(
    z.strictObject({
      name: text,
      email: text,
      oid: text,
      independent: z.boolean(),
      reserve: z.boolean().exactOptional(),
      eligibleUntil: text.exactOptional(),
      since: text,
      links: z.strictObject({ at: text, revision: z.number() }).exactOptional(),
    }),
  ),
  researchers: z.array(z.strictObject({ oid: text, email: text })),
  filesSince: text,
  openedAt: text,
  deadline: text,
  deadlineRule,
  status: z.enum(roundStatuses),
  closedAt: text.exactOptional(),
  amended: z
    .strictObject({ at: text, definition: text, came: z.array(text), left: z.array(text), revision: z.number() })
    .exactOptional(),
  escalated: z.strictObject({ at: text, came: z.array(text), revision: z.number() }).exactOptional(),
  extended: z.strictObject({ ...asked, deadline: text, deadlineRule }).exactOptional(),
  resent: z.strictObject({ ...asked, to: z.array(text) }).exactOptional(),
  revision: z.number(),
}) satisfies z.ZodType<Round>;

export const decisionSchema = z.strictObject({
  exportId: text,
  project: text,
  round: z.number(),
  approver: text,
  askedSince: text,
  name: text.exactOptional(),
  choice: z.enum(choices),
  reason: text,
  lookedAt: z.boolean(),
  deidentified: z.boolean(),
  digest: text,
  remarks: z.strictObject({ digest: text, files: z.number() }).exactOptional(),
  evidence: text.exactOptional(),
  at: text,
}) satisfies z.ZodType<Decision>;
