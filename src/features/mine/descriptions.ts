import { z } from 'zod';
import { data, form, page } from '../../api/description.ts';
import {
  bareForm,
  daysForm,
  discardRefusedForm,
  purposeForm,
  startMachineForm,
  versionsForm,
  withdrawForm,
} from '../../api/schemas/forms.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { continuation, operationId, projectId } from '../../api/schemas/names.ts';
import { historyAnswer, mineAnswer } from './mine-schema.ts';

export const mineQuery = z.strictObject({
  project: projectId.exactOptional(),
  datasets: continuation.exactOptional(),
  packages: continuation.exactOptional(),
});

export const myExportQuery = z.strictObject({ versions: continuation.exactOptional() });

const group = { group: 'mine', access: 'participant' } as const;
const params = { project: projectId, id: operationId };
const onePage = { ...group, params, answers: { 200: html, 303: redirect } } as const;
const oneData = {
  ...group,
  params,
  answers: { 200: historyAnswer },
  problems: ['not-found', 'broken-definition'],
} as const;

const act = {
  ...group,
  params: {
    ...params,
    act: z.string().meta({ description: 'purpose or versions (packages only), withdraw or discard.' }),
  },
  body: z.union([purposeForm, withdrawForm, bareForm]),
  answers: { 303: redirect, 400: html, 401: html, 403: html, 409: html },
} as const;

const refused = {
  ...group,
  params: { project: projectId },
  body: discardRefusedForm,
  answers: { 200: html, 401: html, 404: html, 409: html, 412: html },
  problems: ['broken-definition'],
} as const;

export const mine = {
  mine: page({
    ...group,
    path: 'mine',
    summary: 'What waits for whoever is signed in, and what belongs to them.',
    query: mineQuery,
    answers: { 200: html, 303: redirect },
  }),
  mineData: data('GET', {
    ...group,
    path: 'mine.json',
    summary: 'The same for programs.',
    query: mineQuery,
    answers: { 200: mineAnswer },
    problems: ['refused'],
  }),
  sayAway: form({
    ...group,
    path: 'mine/away',
    summary: 'An approver says from when to when they are not to be asked.',
    body: daysForm,
    answers: { 303: redirect, 400: html, 401: html, 404: html },
  }),
  sayBack: form({
    ...group,
    path: 'mine/back',
    summary: 'Every absence of theirs ends now.',
    body: bareForm,
    answers: { 303: redirect, 401: html, 404: html },
  }),
  startOnMine: form({
    ...group,
    path: 'mine/compute/{project}/start',
    summary: 'A researcher starts a machine that is off and that its definition lets run now.',
    params: { project: projectId },
    body: startMachineForm,
    answers: { 200: html, 401: html, 404: html, 409: html },
    problems: ['broken-definition'],
  }),
  discardMyRefusedDatasets: form({
    ...refused,
    path: 'mine/refused/datasets/{project}',
    summary: 'A data owner has deleted what a list of refused datasets shows.',
  }),
  discardMyRefusedExports: form({
    ...refused,
    path: 'mine/refused/exports/{project}',
    summary: 'A researcher has deleted what a list of refused packages shows, which they read inside.',
  }),
  myDataset: page({
    ...onePage,
    path: 'mine/datasets/{project}/{id}',
    summary: 'What happened to one dataset, and what its owners can do.',
    problems: ['not-found', 'broken-definition'],
  }),
  myDatasetData: data('GET', {
    ...oneData,
    path: 'mine.json/datasets/{project}/{id}',
    summary: 'The same for programs.',
  }),
  actOnMyDataset: form({
    ...act,
    path: 'mine/datasets/{project}/{id}/{act}',
    summary: 'A form of that page, by an owner.',
    problems: ['not-found', 'broken-definition'],
  }),
  myExport: page({
    ...onePage,
    path: 'mine/exports/{project}/{id}',
    summary: 'What happened to one package, and what its researchers can do.',
    problems: ['not-found', 'broken-definition'],
  }),
  myExportData: data('GET', {
    ...oneData,
    path: 'mine.json/exports/{project}/{id}',
    summary: 'The same for programs.',
    query: myExportQuery,
    problems: ['refused', 'not-found', 'broken-definition'],
  }),
  actOnMyExport: form({
    ...act,
    path: 'mine/exports/{project}/{id}/{act}',
    summary: 'A form of that page, by a researcher. That of versions only looks for some to choose from.',
    body: z.union([purposeForm, versionsForm, withdrawForm, bareForm]),
    answers: { 200: html, ...act.answers },
    problems: ['not-found', 'broken-definition'],
  }),
};
