import { z } from 'zod';
import { calendarSchema } from '../base/business-calendar.ts';
import type { Door } from '../base/door.ts';
import { oneLineText } from '../base/one-line.ts';
import { projectIdPattern } from '../operation/blob-name.ts';
import { approvalRules } from './approval-rules.ts';
import { computeDefinition } from './compute-definition.ts';
import { volumeRules } from './egress-limits.ts';
import { governanceSchema } from './governance.ts';
import { approver, participant, person } from './person.ts';
import { crossCheck } from './project-checks.ts';
import { projectDisclosure } from './project-disclosure.ts';
import { recipientSchema, recipientsSchema } from './recipients.ts';

const extension = z
  .string()
  .max(40)
  .regex(/^(\.[a-z0-9_-]+)+$/, 'must be a dot and lower-case letters or digits, such as .csv or .tar.gz');

const singleFiles = z.enum(['refuse', 'allow']);

const uploadRules = z.strictObject({
  quietSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(120)
    .describe('An upload is complete when nothing changed for longer than this.'),
  requireMarker: z
    .boolean()
    .default(false)
    .describe(
      'true: an upload is complete only with the marker _COMPLETE in its folder. A single file directly under the project has no folder and needs none: storage takes it whole or not at all.',
    ),
  maxFiles: z.int().min(1).max(1_000_000).default(10_000),
  maxBytes: z.int().min(1).max(1e15).default(1e11),
  allowedExtensions: z.array(extension).min(1).max(200).nullable().default(null).describe('null: every kind of file.'),
  giveUpHours: z.int().min(1).max(168).default(24).describe('An upload that still changes after this fails.'),
  malwareScan: z.enum(['off', 'required']).default('off'),
  maxOpen: z
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('How many uploads may be under way at this door at once, packages in review included. More names wait.'),
  maxIdle: z
    .int()
    .min(1)
    .max(500)
    .default(50)
    .describe(
      'How many names may be listed as refused at this door at once, since what lies there breaks the rules. More are refused unlisted; what keeps the rules is taken all the same.',
    ),
  singleFiles: singleFiles
    .default('allow')
    .describe('refuse: what is sent is a folder; a file directly under the project is rejected.'),
});

const retention = {
  keepFrozenDays: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('The frozen copy of a package is deleted so many days after its end; manifest and evidence stay.'),
  keepReturnedDays: z
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('What was returned to the researchers is deleted so many days after it came back.'),
};

const channel = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, 'must be 2 to 40 lower-case letters, digits and hyphens')
    .describe('What people call the channel; its messages are told apart by it.'),
  kind: z
    .enum(['teams', 'webhook'])
    .describe('A workflow of Microsoft Teams, or any address that takes signed JSON (standardwebhooks).'),
  urlSecret: z
    .string()
    .regex(/^channel-[a-z0-9-]{1,80}$/, 'must be the name of a secret in the vault that begins with channel-')
    .describe('Name of the secret that holds the address; the key of a webhook is the secret of that name with -key.'),
});

const suspension = z.strictObject({
  oid: person.shape.oid,
  email: person.shape.email,
  since: z.iso.datetime(),
  by: z.string().min(1).max(100).describe('Object id of the operator.'),
  reason: z.string().trim().min(1).max(1000),
});

export const closedSchema = z.strictObject({
  releases: z
    .enum(['keep', 'revoke'])
    .describe('Whether what was released stays outside; keep can become revoke, and never the other way.'),
});

const projectShape = z.strictObject({
  id: z
    .string()
    .regex(projectIdPattern, 'must be 3 to 32 lower-case letters, digits and hyphens, starting with a letter'),
  title: oneLineText(200),
  tier: z
    .enum(['pilot', 'standard', 'high'])
    .default('standard')
    .describe('How much the data needs protection; shown to people.'),
  starts: z.iso.date().describe('First day (UTC).'),
  ends: z.iso.date().describe('Last day (UTC).'),
  governance: z
    .array(governanceSchema)
    .max(20)
    .optional()
    .describe('What the project rests on, each with its last day: impact assessments, approvals, agreements.'),
  closeAfterLapse: z
    .int()
    .min(1)
    .max(120)
    .exactOptional()
    .describe(
      'Months after the earliest last day of its governance after which the project is closed for good, with its releases kept, unless that is renewed; people are told at least 30 days before. Without it never.',
    ),
  hibernated: z
    .boolean()
    .default(false)
    .describe('true: every compute is off and none is made or deleted; datasets, packages and reviews go on.'),
  release: recipientsSchema.optional().describe('For whom results are, and under which terms.'),
  closed: closedSchema
    .optional()
    .describe('The project is closed for good: nothing comes in any more, and what it holds is cleared.'),
  people: z.strictObject({
    dataOwners: z.array(participant).min(1).max(200),
    researchers: z.array(participant).max(500),
    approvers: z.array(approver).max(100),
    operators: z.array(person).max(100).default([]),
    recipients: z
      .array(recipientSchema)
      .max(50)
      .exactOptional()
      .describe(
        'Who gets what is released. Each is asked to accept its terms, and to confirm in the end that their copies are deleted.',
      ),
  }),
  suspended: z
    .array(suspension)
    .max(500)
    .default([])
    .describe('People who count nowhere in this project, although they may stand in its lists.'),
  ingress: uploadRules.prefault({}),
  egress: uploadRules
    .extend({
      singleFiles: singleFiles
        .default('refuse')
        .describe(
          'allow: a file directly under the project is a package of its own, with a review of its own. refuse: it is rejected.',
        ),
      purposeRequired: z
        .boolean()
        .default(true)
        .describe(
          'A package that comes without a purpose waits for one before its approvers are asked; its researchers are reminded after a business day.',
        ),
      submitterRequired: z
        .boolean()
        .default(false)
        .describe(
          'true: a package waits until one of its researchers types its purpose at /api/mine, and so answers for it; what a marker says names nobody. Limits of a person count by it.',
        ),
      rejectionDetail: z
        .enum(['state', 'rules'])
        .default('state')
        .describe(
          'What is told outside of a rejected package. state: nothing more. rules: also one word of names, kinds, size and other for what the broken rules are about. Which files break which rules is told inside.',
        ),
      endsToldPerDay: z
        .int()
        .min(1)
        .max(100)
        .default(10)
        .describe(
          'Until it is frozen a package is not told outside, but for so many a day that were rejected, failed, were not scanned or were withdrawn. The others are told inside.',
        ),
      context: z
        .boolean()
        .default(false)
        .describe(
          'true: what a package brings in its folder _context is shown to those who review it and never released. false: a package with such a folder is rejected.',
        ),
      downloads: z
        .boolean()
        .default(false)
        .describe(
          'true: approvers may save files of packages from the reading room; each counts as opened. false: they see them there only.',
        ),
      ...volumeRules,
      approval: approvalRules.prefault({}),
      disclosure: projectDisclosure
        .prefault({})
        .describe('What is asked of the reading room, and of approvers by what it finds.'),
      ...retention,
    })
    .prefault({}),
  calendar: calendarSchema
    .prefault({})
    .describe('When the people of the project work: business days are counted by it.'),
  channels: z
    .array(channel)
    .max(5)
    .default([])
    .describe('Where operators and approvers are told together what waits, failed, is overdue or was released.'),
  compute: computeDefinition.prefault({}),
});

/** One project: who takes part, what may come in and go out, and which computes it has. Unknown keys are refused. */
export const projectSchema = projectShape.superRefine((project, context) => {
  for (const { rule, path, message } of crossCheck(project)) {
    context.addIssue({ code: 'custom', path, message, params: { rule } });
  }
});

export type Project = z.infer<typeof projectSchema>;
export type Closed = z.infer<typeof closedSchema>;
export type Person = z.infer<typeof person>;
export type Approver = z.infer<typeof approver>;
export type Channel = z.infer<typeof channel>;
export type ApprovalRules = z.infer<typeof approvalRules>;
/** `context` is missing at the door of datasets, where the folder is one like any other. */
export type UploadRules = z.infer<typeof uploadRules> & { readonly context?: boolean };

export function rulesAt(door: Door, project: Pick<Project, 'ingress' | 'egress'>): UploadRules {
  return door === 'ingress' ? project.ingress : project.egress;
}

/** The definition with the schema's defaults for everything that has one, but with the same people. */
export function withDefaults({ id, title, starts, ends, people }: Project): Project {
  return projectShape.parse({ id, title, starts, ends, people });
}

/** True until the end of the day (UTC). Days are 'YYYY-MM-DD'. */
export function isUpTo(lastDay: string, now: Date): boolean {
  return now.toISOString().slice(0, 10) <= lastDay;
}
