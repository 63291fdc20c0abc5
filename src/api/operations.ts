import { z } from 'zod';
import { continuation as goesOn, limit } from '../domain/operation/list-query.ts';
import { operationQuery } from '../domain/overview/operation-filter.ts';
import { data } from './description.ts';
import { listWithBroken } from './schemas/list.ts';
import { continuation } from './schemas/names.ts';
import {
  brokenRow,
  listedFiles,
  listedOperation,
  shownDataset,
  shownExport,
  shownMails,
  usedByAnswer,
} from './schemas/operation.ts';

const list = {
  group: 'operations',
  answers: { 200: listWithBroken(listedOperation, brokenRow) },
  problems: ['refused', 'forbidden'],
} as const;

const one = { group: 'operations', problems: ['forbidden', 'not-found'] } as const;

export const receiptQuery = z.strictObject({
  as: z.literal('proof').exactOptional().meta({
    description: 'What proves that it stands in the witnessed log (C2SP tlog-proof); within an hour after it.',
  }),
});

const receipt = {
  ...one,
  query: receiptQuery,
  answers: {
    200: {
      media: 'application/jose',
      other: 'text/plain',
      description: 'The receipt as it was signed, a compact JWS.',
    },
  },
} as const;

export const usedByQuery = z.strictObject({ limit, continuation: goesOn.exactOptional() });

const filesQuery = z.strictObject({ continuation: continuation.exactOptional() });

const files = {
  ...one,
  query: filesQuery,
  answers: { 200: listedFiles },
  problems: ['refused', 'forbidden', 'not-found'],
} as const;

const mails = { ...one, answers: { 200: shownMails } } as const;

export const operations = {
  listDatasets: data('GET', 'ops/datasets', {
    ...list,
    summary: 'Datasets that fit the parameters, in the order of `sort`, with what each waits for.',
    query: operationQuery('ingress'),
  }),
  showDataset: data('GET', 'ops/datasets/{project}/{id}', {
    ...one,
    summary:
      'Everything about one dataset: totals, runs, problems and receipts. The ETag is another one in each state.',
    answers: { 200: shownDataset },
  }),
  listExports: data('GET', 'ops/exports', {
    ...list,
    summary: 'Packages that fit the parameters, in the order of `sort`, with what each waits for.',
    query: operationQuery('export'),
  }),
  showExport: data('GET', 'ops/exports/{project}/{id}', {
    ...one,
    summary:
      'Everything about one package, its rounds and decisions too, as far as the caller may see them. The ETag is another one in each state.',
    answers: { 200: shownExport },
  }),
  datasetReceipt: data('GET', 'ops/datasets/{project}/{id}/receipts/{name}', {
    ...receipt,
    summary: 'One receipt of a dataset as a file; the names stand in the answer about the dataset.',
  }),
  exportReceipt: data('GET', 'ops/exports/{project}/{id}/receipts/{name}', {
    ...receipt,
    summary: 'One receipt of a package as a file; the names stand in the answer about the package.',
  }),
  datasetFiles: data('GET', 'ops/datasets/{project}/{id}/files', {
    ...files,
    summary: 'The files of a dataset as they were listed at the door, a page at a time.',
  }),
  usedBy: data('GET', 'ops/datasets/{project}/{id}/used-by', {
    ...one,
    summary: 'Which packages were made from this version of a dataset, as their researchers said, with their states.',
    query: usedByQuery,
    answers: { 200: usedByAnswer },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  exportFiles: data('GET', 'ops/exports/{project}/{id}/files', {
    ...files,
    summary: 'The files of a package: of the frozen copy, or as they were listed at the door before that.',
  }),
  datasetMails: data('GET', 'ops/datasets/{project}/{id}/mails', {
    ...mails,
    summary: 'Who was told of a dataset, of what and when; who is still to be told, and who never was.',
  }),
  exportMails: data('GET', 'ops/exports/{project}/{id}/mails', {
    ...mails,
    summary: 'The same of a package; kept from those who decide about it blindly.',
  }),
};
