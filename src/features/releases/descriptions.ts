import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { listWithBroken } from '../../api/schemas/list.ts';
import { operationId } from '../../api/schemas/names.ts';
import { brokenRow } from '../../api/schemas/operation.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { roundEvidenceSchema } from '../../domain/inspection/round-evidence.ts';
import { departureStates } from '../../domain/lifecycle/departures.ts';
import { continuation, limit, project, since, until } from '../../domain/operation/list-query.ts';
import { madeFromSchema } from '../../domain/operation/operation-schema.ts';
import { decisionSchema } from '../../domain/review/decision.ts';

const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03')
  .meta({ description: 'What left in this month (UTC); the present one where no time is named.', example: '2026-03' });

const chosen = {
  project: project.exactOptional(),
  dataset: operationId
    .exactOptional()
    .meta({ description: 'Only what was made from this version of a dataset, by its id.' }),
  continuation: continuation.exactOptional(),
};

export const releasesQuery = z.strictObject({
  month: month.exactOptional(),
  since: since.exactOptional(),
  until: until.exactOptional(),
  ...chosen,
  limit,
  format: z
    .enum(['json', 'csv'])
    .exactOptional()
    .meta({ description: 'JSON, or CSV; the header Accept with text/csv asks for it too.' }),
});

/** A form leaves what was not chosen empty. */
export const deskReleasesQuery = z.strictObject({
  ...chosen,
  month: z.literal('').or(month).exactOptional(),
  project: z.literal('').or(project).exactOptional(),
});

export const myReleasesQuery = z.strictObject({
  month: month.exactOptional(),
  continuation: chosen.continuation,
});

const decision = decisionSchema
  .pick({ approver: true, choice: true, at: true })
  .extend({ name: z.string(), independent: z.boolean() });

const receipt = z.strictObject({
  name: z.string(),
  problem: z.string().nullable().meta({ description: 'Why it proves nothing; null where its signature is good.' }),
});

const text = z.string().nullable();

const release = z
  .strictObject({
    id: z.string(),
    project: z.string(),
    name: z.string(),
    leftAt: time.meta({
      description:
        'When all of it was outside; of what was stopped on its way, since when something of it may have been.',
    }),
    state: z.enum(departureStates).meta({
      description: '`stopped`, `going-out` and `being-taken-back`: something of it may be outside now.',
    }),
    files: z.number().meta({
      description: 'All of it; of what was stopped, so many were found outside, once somebody looked.',
    }),
    bytes: z.number(),
    digest: text,
    purpose: text,
    madeFrom: madeFromSchema.nullable(),
    definition: text.meta({ description: 'Hash of the version of the definition by whose rules it left.' }),
    rules: z
      .strictObject({ quorum: z.number(), independent: z.number() })
      .nullable()
      .meta({ description: 'Null: its project asks nobody.' }),
    decisions: z.array(decision).meta({ description: 'Those that counted, of a closed round only.' }),
    evidence: roundEvidenceSchema.nullable(),
    folder: z.string().meta({ description: 'Where it lay or lies outside.' }),
    readers: text.meta({ description: 'Object id of the group of the external readers of the project.' }),
    recipients: z.array(z.string()),
    terms: text,
    receipt: receipt.nullable().meta({ description: 'Null until there is one.' }),
    takenBack: z
      .strictObject({ at: time, by: z.string(), name: z.string(), reason: z.string(), receipt: text })
      .nullable(),
  })
  .meta({
    id: 'Release',
    description: 'A package that left, or a part of one, by whose decisions and which rules, and where it went.',
  });

const deskReceipt = {
  group: 'desk',
  access: 'Ops.Reader',
  problems: ['forbidden', 'not-found'],
} as const;

export const releases = {
  releases: data('GET', 'ops/releases', {
    group: 'operations',
    summary:
      'What left in a time, the newest first: how much, who approved it, by which rules, for whom, and whether it was taken back.',
    query: releasesQuery,
    answers: { 200: listWithBroken(release, brokenRow).extend({ since: time, until: time }) },
    also: 'text/csv',
    problems: ['refused', 'forbidden'],
  }),
  deskReleases: page('ops/desk/releases', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'What left in a month, who approved it, and by which rules.',
    query: deskReleasesQuery,
    problems: ['refused', 'forbidden'],
  }),
  deskDatasetReceipt: page('ops/desk/datasets/{project}/{id}/receipts/{name}', {
    ...deskReceipt,
    summary: 'A receipt of a dataset in sentences, whether its signature is good, and the signed text.',
  }),
  deskExportReceipt: page('ops/desk/exports/{project}/{id}/receipts/{name}', {
    ...deskReceipt,
    summary: 'A receipt of a package in sentences, whether its signature is good, and the signed text.',
  }),
  myReleases: page('mine/releases', {
    group: 'mine',
    access: 'participant',
    summary: 'What left of the projects in which somebody takes part, without names and decisions.',
    query: myReleasesQuery,
    problems: ['refused'],
  }),
};

export const releasesHref = `/api/${releases.deskReleases.path}`;
