import { z } from 'zod';
import { choices, type Decision, type Round, roundStatuses } from '../domain/round.ts';

const text = z.string();
const asked = { at: text, by: text, reason: text, revision: z.number() };

const deadlineRule = z
  .union([
    z.strictObject({ from: text, businessDays: z.number() }),
    z.strictObject({ from: text, days: z.number() }),
    z.strictObject({ from: text, until: text }),
  ])
  .exactOptional();

/** A round as it stands in its row. */
export const roundSchema: z.ZodType<Round> = z.strictObject({
  exportId: text,
  project: text,
  number: z.number(),
  digest: text,
  definition: text,
  rules: z.strictObject({
    quorum: z.number(),
    independent: z.number(),
    // Rounds of the first version have no such rule: nobody could ask for theirs to be kept.
    onDeadline: z.enum(['return', 'keep']).default('return'),
    // Rounds from before this rule show no decisions to those who decide, as a project does that says nothing of it.
    blind: z.boolean().default(true),
    authContext: text.exactOptional(),
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
});

/** A decision as it stands in its row. */
export const decisionSchema: z.ZodType<Decision> = z.strictObject({
  exportId: text,
  project: text,
  round: z.number(),
  approver: text,
  askedSince: text,
  name: text,
  choice: z.enum(choices),
  reason: text,
  lookedAt: z.boolean(),
  deidentified: z.boolean(),
  digest: text,
  remarks: z.strictObject({ digest: text, files: z.number() }).exactOptional(),
  at: text,
});

/** Row key of a round; the number is padded so that rows sort by it. */
export function roundKey(number: number): string {
  return `round:${padded(number)}`;
}

/** Row key of a decision: one per round and entry of an approver in it. Throws when the object id could not be a key. */
export function decisionKey({
  round,
  approver,
  askedSince,
}: Pick<Decision, 'round' | 'approver' | 'askedSince'>): string {
  if (!/^[0-9a-z-]{1,64}$/i.test(approver))
    throw new Error(`${JSON.stringify(approver)} is no object id of an approver`);
  return `decision:${padded(round)}:${approver}:${askedSince.replace(/\D/g, '')}`;
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}
