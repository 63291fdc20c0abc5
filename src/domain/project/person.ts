import { z } from 'zod';
import { oneLineText } from '../base/one-line.ts';

export const person = z.strictObject({
  name: oneLineText(100),
  email: z.email().max(254),
  oid: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be the Entra object id of a person, in lower case')
    .describe('Entra object id; people are told apart by it and by their e-mail.'),
});

export const participant = person.extend({
  eligibleUntil: z.iso
    .date()
    .optional()
    .describe('Last day (UTC) of the accreditation: from the next on this person takes no part in the project.'),
});

export const approver = person.extend({
  independent: z
    .boolean()
    .default(false)
    .describe('Stands outside the project, for rounds that ask for such approvals.'),
  reserve: z
    .boolean()
    .optional()
    .describe(
      'Is asked only when half of the time of a review is over or somebody is away; no quorum is counted with them.',
    ),
  eligibleUntil: z.iso.date().optional().describe('Last day (UTC) on which decisions of this person count.'),
});
