import { z } from 'zod';
import { isOneLine } from '../../domain/base/one-line.ts';
import { longestReply } from '../../domain/lifecycle/namings.ts';
import { longestTexts } from '../../domain/operation/purpose.ts';
import { longestReason, sayings } from '../../domain/review/decision.ts';

export const bareForm = z.object({});

const tick = z
  .string()
  .optional()
  .transform((value) => value === 'yes');

/** What an approver says, beside what the form of the files sends. */
export const decisionForm = z.object({
  choice: z.enum(sayings),
  reason: z.string().trim().max(longestReason, `The reason is longer than ${longestReason} characters.`).default(''),
  lookedAt: tick,
  deidentified: tick,
  digest: z
    .string()
    .default('')
    .refine((digest) => /^[0-9a-f]{64}$/.test(digest), 'The digest of the package is missing.'),
  saidAt: z.string().default('').meta({ description: 'When somebody last typed about the package, by the page.' }),
});

/** Which files of a package are shown, beside what was noted about those on the page (`remark{n}`, `seen{n}`, `question{n}`). */
export const viewForm = z.object({
  name: z.string().trim().max(1024).catch(''),
  type: z.string().trim().max(17).catch(''),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  shown: z.coerce
    .number()
    .int()
    .min(1)
    .catch(1)
    .meta({ description: 'The page that is left where none is asked for.' }),
  chosen: z.string().optional().meta({ description: 'The answer that was preselected.' }),
});

export const daysForm = z.object({ from: z.iso.date(), to: z.iso.date() });

const optional = (most: number, what: string) =>
  z.string().trim().max(most, `The ${what} is longer than ${most} characters.`).default('');

export const purposeForm = z.object({
  purpose: optional(longestTexts.purpose, 'purpose'),
  madeFrom: z.array(z.string()).default([]).meta({
    description: 'Ids of the datasets that the package was made from, or `unknown` alone.',
  }),
  label: optional(longestTexts.label, 'label').refine(isOneLine, 'The label is one line, without control characters.'),
  answer: optional(longestTexts.answer, 'answer'),
  continues: z
    .string()
    .default('')
    .meta({ description: 'Id of the package that went back and that this one goes on with, or `none`.' }),
});

export const correctionForm = z.object({
  name: z.string().trim().catch('').meta({ description: 'Of the package that will come; empty for the same name.' }),
});

export const answerForm = z.object({
  question: z.coerce.number().int().min(1).meta({ description: 'The number of the question, in the latest round.' }),
  reply: optional(longestTexts.answer, 'answer').refine((text) => text !== '', 'Write an answer.'),
});

export const namedForm = z.object({
  reply: optional(longestReply, 'answer').refine((text) => text !== '', 'Write an answer.'),
});

/** Which versions of datasets are looked for, beside what was typed of a package. */
export const versionsForm = z.object({
  find: z.string().trim().max(200).catch('').meta({ description: 'Part of the name of a dataset.' }),
  older: z.string().max(8000).exactOptional().meta({ description: 'Where the search before ended.' }),
});

export const startMachineForm = z.object({
  machine: z.string().trim().max(100).catch('').meta({ description: 'Its name in the definition.' }),
});

export const discardRefusedForm = z.object({
  digest: z.string().trim().catch('').meta({ description: 'The digest of the list that was shown.' }),
});

const wholeNumber = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,15}$/.test(text), 'Type a whole number, without points or commas.')
  .transform((text) => (text === '' ? undefined : Number(text)));

/** What an owner expects of the next version of a dataset. */
export const expectedForm = z.object({
  name: z.string().trim().meta({ description: 'Of the dataset.' }),
  files: wholeNumber.meta({ description: 'How many come.' }),
  bytes: wholeNumber.meta({ description: 'How many they have together.' }),
  sums: z.string().default('').meta({ description: 'What `md5sum` prints, one line a file.' }),
});

export const withdrawForm = z.object({ reason: z.string().trim().min(1).max(longestReason) });

const formName = z.string().meta({
  description: 'Its name on the page. Its fields below are sent by it: `retry.reason`.',
});

/** A form of a page as it is sent. */
export function sentForm<Shape extends z.ZodRawShape>(fields: z.ZodObject<Shape>) {
  return fields.extend({ form: formName });
}

const deskFields = {
  form: formName,
  once: z.string().meta({ description: 'Drawn for the page; what is sent twice is done once.' }),
  etag: z.string().optional().meta({ description: 'ETag of what the page showed.' }),
};

export const deskForm = z.object(deskFields);

/** What narrows a page stands beside it, by the names that the address of the page has. */
export const lookDeskForm = z.object({
  form: z.string().meta({ description: '`find`, `look`, or `enter` where it is not known which.' }),
  'find.text': z.string().default('').meta({ description: 'A short number, an id, or a part of a name.' }),
  'find.from': z.string().default('').meta({ description: 'Address of the page.' }),
});

export const actForm = z.object({
  ...deskFields,
  reason: z.string().default(''),
  to: z.string().optional().meta({ description: 'Where a package goes whose release is taken back.' }),
  businessDays: z.string().optional(),
  until: z.string().optional(),
  approver: z.string().optional(),
});

export const reasonForm = z.object({ ...deskFields, reason: z.string().default('') });

/** What a person is called from now on; a clear leaves it out. */
export const personForm = reasonForm.extend({
  oid: z.string().optional().meta({ description: 'Whom it is about.' }),
  name: z.string().optional(),
  email: z.string().optional(),
});

export const applyPlanForm = reasonForm.extend({
  digest: z.string().default('').meta({ description: 'The digest of the plan that the page showed.' }),
});

/** A file that was found outside, by what programs print of it. */
export const traceForm = reasonForm.extend({
  size: z.string().default(''),
  md5: z.string().default(''),
  sha256: z.string().default(''),
  first: z.string().default('').meta({ description: 'What the first operator was given.' }),
  incident: z.string().default('').meta({ description: 'Id of one that two operators confirmed.' }),
});

export const startOnDeskForm = reasonForm.extend({ machine: z.string().default('') });

/** What is asked of many: first which, then that it happens. */
export const manyForm = reasonForm.extend({
  act: z.string().default(''),
  rows: z.string().default('').meta({ description: 'Project, id and, once shown, revision of each, between slashes.' }),
  digest: z.string().default('').meta({ description: 'The digest of the rows that the page showed.' }),
  businessDays: z.string().optional(),
  until: z.string().optional(),
});

export const holdForm = reasonForm.extend({
  project: z.string().default('').meta({ description: 'Id of the project, or `_all`.' }),
  until: z.string().optional().meta({ description: 'Day and time in UTC, as `2026-12-31T12:00`.' }),
  takeBack: z.string().optional().meta({ description: '`yes` where it is ticked.' }),
});

/** A definition as JSON: checked first, then put. */
export const definitionForm = z.object({
  ...deskFields,
  definition: z.string().optional().meta({ description: 'The definition as JSON.' }),
  checked: z.string().optional().meta({ description: 'SHA-256 of the text that was checked.' }),
  reason: z.string().default(''),
});

/** Each form sends its own fields. */
export const projectForm = definitionForm.extend({
  oid: z.string().optional().meta({ description: 'Whom it is about.' }),
  change: z.string().optional().meta({ description: 'Id of the change that waits.' }),
  digest: z.string().optional().meta({ description: 'The digest of the list of refused names that the page showed.' }),
  hash: z.string().optional().meta({ description: 'The version that is put again.' }),
  releases: z.string().optional().meta({ description: '`keep` or `revoke`.' }),
  until: z.string().optional().meta({ description: 'Day and time in UTC, as `2026-12-31T12:00`.' }),
  takeBack: z.string().optional().meta({ description: '`yes` where it is ticked.' }),
  from: z.string().optional().meta({ description: 'First day of an absence.' }),
  to: z.string().optional().meta({ description: 'Its last day.' }),
});
