import { z } from 'zod';
import { time } from '../../domain/base/reading/iso-time.ts';
import { notificationKinds } from '../../domain/notification/pending-work.ts';
import { operationSchema } from '../../domain/operation/operation-schema.ts';
import type { BlindRound } from '../../domain/review/blind.ts';
import { decisionSchema } from '../../domain/review/decision.ts';
import { roundSchema } from '../../domain/review/round-schema.ts';
import { listOf } from './list.ts';

const explanation = z.string().meta({ description: 'What it waits for, in a sentence.' });

export const listedOperation = operationSchema
  .extend({ explanation })
  .meta({ id: 'Operation', description: 'A dataset on its way in or a package on its way out.' });

const round = roundSchema.meta({
  id: 'Round',
  description: 'One request to the approvers about one digest of a package.',
});

const blindRound = roundSchema
  .pick({
    exportId: true,
    project: true,
    number: true,
    digest: true,
    definition: true,
    rules: true,
    researchers: true,
    filesSince: true,
    openedAt: true,
    deadline: true,
    deadlineRule: true,
    status: true,
    closedAt: true,
  })
  .extend({
    approvers: z.array(
      roundSchema.shape.approvers.element.pick({ oid: true, name: true, email: true, independent: true, since: true }),
    ),
  })
  .meta({
    id: 'BlindRound',
    description: 'An open round for somebody who decides in it: nothing that lets one guess who has decided.',
  }) satisfies z.ZodType<BlindRound>;

const decision = decisionSchema
  .extend({ name: z.string() })
  .meta({ id: 'Decision', description: 'What one approver said in one round.' });

const receipts = z.record(z.string(), z.string()).meta({ description: 'Signed receipts (compact JWS) by kind.' });

const withReceipts = operationSchema.extend({ explanation, receipts });
export const shownDataset = withReceipts.meta({ id: 'ShownDataset', description: 'A dataset with its receipts.' });

/** One package with its rounds and decisions, as far as the caller may see them. */
export const shownExport = withReceipts
  .extend({
    rounds: z.array(z.union([round, blindRound])),
    decisions: z.array(decision),
  })
  .meta({ id: 'ShownExport', description: 'A package with its receipts, rounds and decisions.' });

const listedFile = z.strictObject({
  number: z.number().meta({ description: 'Its place in the manifest, counted from 1.' }),
  path: z.string(),
  size: z.number(),
  md5: z.string().nullable().meta({ description: 'Null where nobody gave one, and of context.' }),
  role: z.literal('context').exactOptional().meta({
    description: 'Of a package: shown to its approvers and never released. All other files of a package are released.',
  }),
});

export const listedFiles = listOf(listedFile)
  .extend({
    of: z.enum(['source', 'package']).nullable().meta({
      description: 'Which manifest: of what lay at the door, or of the frozen copy. Null: nothing was listed yet.',
    }),
    count: z.number().meta({ description: 'Of all files.' }),
    bytes: z.number().meta({ description: 'Of all files.' }),
  })
  .meta({ id: 'ListedFiles', description: 'Files of a dataset or package, in the order of the manifest.' });

export const shownMails = z
  .strictObject({
    mails: z
      .array(
        z.strictObject({
          at: time,
          step: z.string().meta({ description: 'The occasion; each person gets a mail once for each.' }),
          to: z.string().nullable().meta({ description: 'Object id; null where it went to a channel.' }),
          channel: z.string().nullable(),
          reason: z.string().nullable().meta({ description: 'Why it was given up; null where it was sent.' }),
        }),
      )
      .meta({ description: 'Newest first.' }),
    owed: z
      .array(
        z.strictObject({
          about: z.enum(notificationKinds),
          since: time,
          times: z.number().meta({ description: 'How often it was tried.' }),
          lastAt: time.nullable(),
          message: z.string().nullable(),
          givenUpAt: time.nullable().meta({ description: 'Nobody tries any more.' }),
        }),
      )
      .meta({ description: 'Of what not everybody was told yet.' }),
    isWhole: z.boolean().meta({ description: 'False: older mails stand in the audit.' }),
    isBlind: z.boolean().meta({ description: 'Whether mails are kept from the caller, who decides blindly.' }),
  })
  .meta({ id: 'ShownMails', description: 'Who was told of a dataset or package, and who was not.' });

const usingPackage = operationSchema.pick({ id: true, name: true, state: true, startedAt: true, since: true });

export const usedByAnswer = listOf(usingPackage)
  .extend({
    count: z.number().meta({ description: 'All packages that name this version, whatever part is given.' }),
    unsaid: z.number().meta({
      description: 'Packages of the project of which nobody said what they were made from, or only that it is unknown.',
    }),
  })
  .meta({ id: 'UsedBy', description: 'Packages that were made from a version of a dataset, the newest first.' });

/** What an act answers: to operators the row and what is left to them; to who sends through the door, who may be outside, only the state. */
export const actedOperation = z
  .union([
    operationSchema.extend({
      explanation,
      rounds: z.array(round).optional().meta({ description: 'The round that the act changed.' }),
      todo: z.array(z.string()).optional().meta({ description: 'What is left to people.' }),
      usedBy: z.array(usingPackage).optional().meta({ description: 'Packages that were made from what goes.' }),
      downloads: z.string().optional().meta({ description: 'The query that shows who downloaded what is taken back.' }),
    }),
    z.strictObject({ id: z.string(), project: z.string(), state: z.string(), since: time }),
  ])
  .meta({
    id: 'ActedOperation',
    description: 'An operation after an act: the whole row for operators, the state for who sends.',
  });

export const brokenRow = z
  .strictObject({ project: z.string(), key: z.string(), problem: z.string() })
  .meta({ id: 'BrokenRow', description: 'A row that cannot be read; it stops nothing but itself.' });
