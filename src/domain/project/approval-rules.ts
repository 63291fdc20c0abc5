import { z } from 'zod';
import { person } from './person.ts';

/** The working days that a review gets where its project says nothing. */
export const usualBusinessDays = 10;

/** Ids that a directory gives its authentication contexts, as far as a definition can name them. */
export const authContextPattern = /^c([1-9]|1[0-9]|2[0-5])$/;

const reminders = z.strictObject({
  firstAfter: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .describe('Business days after which somebody who is asked is reminded.'),
  every: z.int().min(1).max(20).default(2).describe('Business days between two reminders.'),
  most: z.int().min(0).max(20).default(5).describe('No more reminders than these; 0: none.'),
});

export const approvalRules = z.strictObject({
  required: z.boolean().default(true).describe('false: packages are released without review, and the audit says so.'),
  quorum: z.int().min(1).max(20).default(2).describe('How many different approvers must approve.'),
  independent: z.int().min(0).max(20).default(0).describe('How many of them must be independent.'),
  deadlineBusinessDays: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe(`Working days that approvers have; ${usualBusinessDays} when nothing is said.`),
  deadlineDays: z
    .int()
    .min(1)
    .max(90)
    .optional()
    .describe(
      'Calendar days instead, as older definitions have them; only one of the two can be given. On a day off they go on to the end of the next working day.',
    ),
  blind: z
    .boolean()
    .default(true)
    .describe('While a review is open, nobody who decides in it sees what the others decided.'),
  reminders: reminders.prefault({}),
  escalateAtPercent: z
    .int()
    .min(1)
    .max(100)
    .default(50)
    .describe('After this part of its time reserve approvers are asked and escalateTo is told; 100: at the deadline.'),
  escalateTo: z.array(person).max(20).default([]).describe('People who are told that a review may not end in time.'),
  onDeadline: z
    .enum(['return', 'keep'])
    .default('return')
    .describe(
      'What a review does at its deadline: the package goes back, or the review stays open and people are told.',
    ),
  authContext: z
    .string()
    .regex(authContextPattern, 'must be the id of an authentication context, c1 to c25')
    .exactOptional()
    .describe(
      'Authentication context of Entra that a decision asks for. Entra gives one that no policy protects to everybody.',
    ),
});
