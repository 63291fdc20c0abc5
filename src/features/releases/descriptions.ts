import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { listWithBroken } from '../../api/schemas/list.ts';
import { operationId } from '../../api/schemas/names.ts';
import { brokenRow } from '../../api/schemas/operation.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { continuation, limit, project, since, until } from '../../domain/operation/list-query.ts';
import { incidents } from './incidents/descriptions.ts';
import { release } from './release-schema.ts';
import { trace } from './trace/descriptions.ts';

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
  ...trace,
  ...incidents,
};
