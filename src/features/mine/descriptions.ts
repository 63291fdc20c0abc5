import { z } from 'zod';
import { data, form, page } from '../../api/description.ts';
import {
  answerForm,
  bareForm,
  correctionForm,
  daysForm,
  discardRefusedForm,
  expectedForm,
  namedForm,
  purposeForm,
  sentForm,
  startMachineForm,
  versionsForm,
  withdrawForm,
} from '../../api/schemas/forms.ts';
import { csv, html, redirect } from '../../api/schemas/media.ts';
import { continuation, projectId } from '../../api/schemas/names.ts';
import { waitingKinds } from '../../domain/overview/waiting.ts';
import { guideNames } from '../../pages/base/help-page.ts';
import { expectedAnswer, expectedBody, historyAnswer, mineAnswer } from './mine-schema.ts';

export const mineQuery = z.strictObject({
  project: projectId.exactOptional(),
  datasets: continuation.exactOptional(),
  packages: continuation.exactOptional(),
  show: z
    .enum(waitingKinds)
    .exactOptional()
    .meta({ description: 'Of reviews those that are late, in which something needs an eye, or nothing was found.' }),
  page: z.coerce.number().int().min(1).exactOptional().meta({ description: 'A page of the reviews.' }),
});

export const myExportQuery = z.strictObject({ versions: continuation.exactOptional() });

const group = { group: 'mine', access: 'participant' } as const;
const onePage = { ...group, problems: ['not-found', 'broken-definition'] } as const;
const oneData = {
  ...group,
  answers: { 200: historyAnswer },
  problems: ['not-found', 'broken-definition'],
} as const;

const act = {
  ...group,
  params: {
    act: z.string().meta({
      description: 'purpose, answer, versions, older-versions or correction (packages only), withdraw or discard.',
    }),
  },
  body: z.union([purposeForm, correctionForm, withdrawForm, bareForm].map(sentForm)),
  answers: { 200: html, 303: redirect, 400: html, 401: html, 403: html, 409: html },
  problems: ['not-found', 'broken-definition'],
} as const;

const refused = {
  ...group,
  body: sentForm(discardRefusedForm),
  answers: { 200: html, 401: html, 404: html, 409: html, 412: html },
  problems: ['broken-definition'],
} as const;

export const mine = {
  home: page('', { ...group, summary: 'What whoever is signed in can do here, and how many reviews wait for them.' }),
  help: page('help', {
    ...group,
    access: 'everybody',
    answers: { 200: html },
    summary:
      'How whoever is signed in does what is theirs to do here, step by step; a choice of guides for everybody else.',
  }),
  helpGuide: page('help/{guide}', {
    ...group,
    access: 'everybody',
    summary: 'A guide.',
    params: {
      guide: z.string().meta({ description: `${guideNames.slice(0, -1).join(', ')} or ${guideNames.at(-1)}.` }),
    },
    answers: { 200: html },
    problems: ['not-found'],
  }),
  mine: page('mine', {
    ...group,
    summary: 'What waits for whoever is signed in, and what belongs to them.',
    query: mineQuery,
  }),
  mineData: data('GET', 'mine.json', {
    ...group,
    summary: 'The same for programs.',
    query: mineQuery,
    answers: { 200: mineAnswer },
    problems: ['refused'],
  }),
  lookOnMine: form('mine/look', {
    ...group,
    summary: 'Another part of the reviews, beside what was typed into the page.',
    looks: true,
    query: mineQuery,
    body: sentForm(bareForm),
    answers: { 200: html, 303: redirect, 401: html },
  }),
  sayAway: form('mine/away', {
    ...group,
    summary: 'An approver says from when to when they are not to be asked.',
    body: sentForm(daysForm),
    answers: { 200: html, 303: redirect, 400: html, 401: html, 404: html },
  }),
  sayBack: form('mine/back', {
    ...group,
    summary: 'Every absence of theirs ends now.',
    body: sentForm(bareForm),
    answers: { 200: html, 303: redirect, 401: html, 404: html },
  }),
  startOnMine: form('mine/compute/{project}/start', {
    ...group,
    summary: 'A researcher starts a machine that is off and that its definition lets run now.',
    body: sentForm(startMachineForm),
    answers: { 200: html, 401: html, 404: html, 409: html },
    problems: ['broken-definition'],
  }),
  discardMyRefusedDatasets: form('mine/refused/datasets/{project}', {
    ...refused,
    summary: 'A data owner has deleted what a list of refused datasets shows.',
  }),
  discardMyRefusedExports: form('mine/refused/exports/{project}', {
    ...refused,
    summary: 'A researcher has deleted what a list of refused packages shows, which they read inside.',
  }),
  replyOnMine: form('mine/named/{naming}', {
    ...group,
    summary: 'Somebody answers whom a trace of a file that was found outside names.',
    params: { naming: z.string().meta({ description: 'As `mine.json` gives it in `named`.' }) },
    body: sentForm(namedForm),
    answers: { 200: html, 400: html, 401: html, 404: html, 409: html },
  }),
  expectOnMine: form('mine/expected/{project}', {
    ...group,
    summary:
      'A data owner says how many files and bytes the next version of a dataset has, and their MD5. What differs is rejected.',
    body: sentForm(expectedForm),
    answers: { 200: html, 400: html, 401: html, 404: html, 409: html },
    problems: ['broken-definition'],
  }),
  expectDataset: data('POST', 'mine.json/expected/{project}', {
    ...group,
    summary: 'The same for programs.',
    body: expectedBody,
    answers: { 200: expectedAnswer },
    problems: ['refused', 'not-found', 'illegal-move', 'broken-definition'],
  }),
  myDatasetFiles: page('mine/datasets/{project}/{id}/files', {
    ...onePage,
    summary: 'The files of a dataset as they were listed, with their MD5.',
    answers: { 200: csv, 303: redirect },
  }),
  myDataset: page('mine/datasets/{project}/{id}', {
    ...onePage,
    summary: 'What happened to one dataset, and what its owners can do.',
  }),
  myDatasetData: data('GET', 'mine.json/datasets/{project}/{id}', {
    ...oneData,
    summary: 'The same for programs.',
  }),
  actOnMyDataset: form('mine/datasets/{project}/{id}/{act}', {
    ...act,
    summary: 'A form of that page, by an owner.',
  }),
  myExport: page('mine/exports/{project}/{id}', {
    ...onePage,
    summary: 'What happened to one package, and what its researchers can do.',
  }),
  myExportData: data('GET', 'mine.json/exports/{project}/{id}', {
    ...oneData,
    summary: 'The same for programs.',
    query: myExportQuery,
    problems: ['refused', 'not-found', 'broken-definition'],
  }),
  actOnMyExport: form('mine/exports/{project}/{id}/{act}', {
    ...act,
    summary: 'A form of that page, by a researcher. Those of versions only look for some to choose from.',
    body: z.union([purposeForm, answerForm, versionsForm, correctionForm, withdrawForm, bareForm].map(sentForm)),
  }),
};
