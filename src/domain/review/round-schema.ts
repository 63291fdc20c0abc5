import { z } from 'zod';
import { roundEvidenceSchema } from '../inspection/round-evidence.ts';
import { withoutEvidenceSchema } from '../inspection/without-evidence.ts';
import { projectDisclosure } from '../project/project-disclosure.ts';

const roundStatuses = ['open', 'approved', 'changes-wanted', 'denied', 'expired', 'withdrawn', 'superseded'] as const;

const text = z.string();
const asked = { at: text, by: text, reason: text, revision: z.number() };

const deadlineRule = z
  .union([
    z.strictObject({ from: text, businessDays: z.number() }),
    z.strictObject({ from: text, days: z.number() }),
    z.strictObject({ from: text, until: text }),
  ])
  .exactOptional();

/** A question of an approver to the researchers. `askedSince`: as of a decision. `until`: no later the release waits for it. */
const question = z.strictObject({
  number: z.number(),
  by: text,
  askedSince: text,
  at: text,
  text,
  /** What is asked about single files. */
  remarks: z.strictObject({ digest: text, files: z.number() }).exactOptional(),
  until: text,
  answer: z.strictObject({ at: text, by: text, text }).exactOptional(),
});

const invited = z.strictObject({
  name: text,
  email: text,
  oid: text,
  independent: z.boolean(),
  reserve: z.boolean().optional(),
  eligibleUntil: text.optional(),
  since: text,
  links: z.strictObject({ at: text, revision: z.number() }).exactOptional(),
});

export const roundSchema = z.strictObject({
  exportId: text,
  project: text,
  number: z.number(),
  digest: text,
  /** What the reading room says of these files; missing where there is none. */
  evidence: roundEvidenceSchema.exactOptional(),
  /** That two operators let it go on without. */
  withoutEvidence: withoutEvidenceSchema.exactOptional(),
  /** SHA-256 of the project definition at the start of the round. */
  definition: text,
  rules: z.strictObject({
    quorum: z.number(),
    independent: z.number(),
    /** Names of the soft limits that the package exceeds: the numbers above are with what is asked for them. */
    overLimits: z.array(text).exactOptional(),
    // Rounds of the first version have no such rule: nobody could ask for theirs to be kept.
    onDeadline: z.enum(['return', 'keep']).default('return'),
    // Rounds from before this rule show no decisions to those who decide, as a project does that says nothing of it.
    blind: z.boolean().default(true),
    authContext: text.exactOptional(),
    // As a project has it that says nothing of it: rounds from before it have no evidence that it could ask anything of.
    disclosure: projectDisclosure.prefault({}),
  }),
  approvers: z.array(invited),
  /** Who never counts: everybody who is a researcher, or was one since the first file of the package was written. */
  researchers: z.array(z.strictObject({ oid: text, email: text })),
  /** When the first file of the package was written. */
  filesSince: text,
  openedAt: text,
  deadline: text,
  /** Missing in rounds of the first version. */
  deadlineRule,
  status: z.enum(roundStatuses),
  closedAt: text.exactOptional(),
  /** A change of its people: by which definition, and the object ids of who came and who left. */
  amended: z
    .strictObject({ at: text, definition: text, came: z.array(text), left: z.array(text), revision: z.number() })
    .exactOptional(),
  /** It was not decided for long: the object ids of the reserve approvers who are asked since. */
  escalated: z.strictObject({ at: text, came: z.array(text), revision: z.number() }).exactOptional(),
  extended: z.strictObject({ ...asked, deadline: text, deadlineRule }).exactOptional(),
  /** New links for approvers: the object ids of those who get them. */
  resent: z.strictObject({ ...asked, to: z.array(text) }).exactOptional(),
  /** When somebody last typed something about the package after people were asked: whoever decides says that they saw it. */
  saidAt: text.exactOptional(),
  /** In the order in which they were asked. */
  questions: z.array(question).exactOptional(),
  revision: z.number(),
});

/** A round as its audit lines carry it: people by their object ids alone. */
export const roundInLineSchema = roundSchema.extend({
  approvers: z.array(invited.omit({ name: true, email: true })),
  researchers: z.array(text),
});
