import { z } from 'zod';
import { form, page } from '../../api/description.ts';
import {
  actForm,
  applyPlanForm,
  definitionForm,
  deskForm,
  holdForm,
  lookDeskForm,
  personForm,
  projectForm,
  reasonForm,
  startOnDeskForm,
} from '../../api/schemas/forms.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { acts } from '../../domain/lifecycle/acts.ts';
import { linesQuery } from './dashboard/chosen-lines.ts';
import { many } from './many/descriptions.ts';
import {
  deskAuditQuery,
  deskOperationQuery,
  deskPeopleQuery,
  deskProjectQuery,
  deskProjectsQuery,
  deskSearchQuery,
  doneQuery,
  newPages,
  projectForms,
} from './queries.ts';

const group = { group: 'desk', access: 'Ops.Reader' } as const;

const operation = {
  ...group,
  query: deskOperationQuery,
  problems: ['forbidden', 'not-found'],
} as const;

const act = {
  ...group,
  params: { act: z.string().meta({ description: `One of ${acts.map(({ path }) => path).join(', ')}.` }) },
  body: actForm,
  answers: { 200: html, 303: redirect },
  problems: ['refused', 'forbidden', 'not-found', 'illegal-move', 'precondition-failed'],
} as const;

export const desk = {
  dashboard: page('ops', {
    ...group,
    summary: 'The dashboard: what waits for whom, what moves, what finished, and what is wrong.',
    query: linesQuery,
  }),
  sweepByForm: form('ops/desk/sweep', {
    ...group,
    summary: 'The form of the dashboard that sweeps now; the page comes back with what was found.',
    body: deskForm,
    answers: { 200: html, 303: redirect },
    problems: ['conflict'],
  }),
  ...many,
  searchDesk: page('ops/desk/search', {
    ...group,
    summary: 'The datasets and packages that are called so, or the page of the only one whose number it is.',
    query: deskSearchQuery,
  }),
  lookOnDesk: form('ops/desk/look', {
    ...group,
    looks: true,
    summary:
      'What the search in the header finds, or the same page by its fields; what was typed elsewhere on it is kept.',
    body: lookDeskForm,
    answers: {
      200: html,
      204: { media: 'none', description: 'Nothing was asked: the browser stays where it is.' },
      303: redirect,
    },
    problems: ['unauthenticated', 'forged-request'],
  }),
  deskProjects: page('ops/desk/projects', {
    ...group,
    summary: 'Every project with its state and what moves and waits there, and a form for a new one.',
    query: deskProjectsQuery,
    problems: ['bad-request'],
  }),
  defineProject: form('ops/desk/new-project/{form}', {
    ...group,
    summary: 'Takes a page of a new project, checks its definition, or puts it in force.',
    params: {
      form: z.string().meta({
        description: `One of check, put, look, ${[...newPages.map((page) => `new-${page}`), ...newPages.slice(1).map((page) => `back-${page}`)].join(', ')}.`,
      }),
    },
    body: definitionForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'precondition-failed', 'key-reused'],
  }),
  deskProject: page('ops/desk/projects/{project}', {
    ...group,
    summary: 'What one project waits for, its definition, people and versions, and forms for what can be changed.',
    query: deskProjectQuery,
    problems: ['bad-request', 'not-found'],
  }),
  deskVersion: page('ops/desk/projects/{project}/versions/{hash}', {
    ...group,
    summary: 'One version of a definition in words, who put it and why; where JSON is accepted it leads there.',
    problems: ['forbidden', 'not-found'],
  }),
  actOnProject: form('ops/desk/projects/{project}/{form}', {
    ...group,
    summary: 'A form of that page.',
    params: { form: z.string().meta({ description: `One of ${[...projectForms, 'look'].join(', ')}.` }) },
    body: projectForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'conflict', 'precondition-failed', 'key-reused', 'endings-unseen'],
  }),
  deskAccess: page('ops/desk/access-review', {
    ...group,
    summary: 'Who takes part in which project and was last seen when, where definition and groups differ first.',
  }),
  deskPeople: page('ops/desk/people', {
    ...group,
    summary: 'Who the object ids of the audit are, with forms that correct or clear what one of them is called.',
    query: deskPeopleQuery,
  }),
  actOnPerson: form('ops/desk/people/{form}', {
    ...group,
    summary: 'A form of that page.',
    params: { form: z.string().meta({ description: 'One of correct, clear, look.' }) },
    body: personForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskDataset: page('ops/desk/datasets/{project}/{id}', {
    ...operation,
    summary: 'Everything about one dataset, with a form for everything that is possible now.',
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  actOnDataset: form('ops/desk/datasets/{project}/{id}/{act}', {
    ...act,
    summary: 'A form of that page.',
  }),
  deskExport: page('ops/desk/exports/{project}/{id}', {
    ...operation,
    summary: 'Everything about one package, with a form for everything that is possible now.',
  }),
  actOnExport: form('ops/desk/exports/{project}/{id}/{act}', {
    ...act,
    summary: 'A form of that page.',
  }),
  deskAudit: page('ops/desk/audit', {
    ...group,
    summary: 'What happened, who did it and why, in sentences.',
    query: deskAuditQuery,
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskHolds: page('ops/desk/holds', {
    ...group,
    summary: 'Every hold that is on, with a form to lift it and one to set another.',
    query: doneQuery,
  }),
  setHoldOnDesk: form('ops/desk/holds', {
    ...group,
    summary: 'The form of that page that sets a hold; the answer is the page with the releases that it met.',
    body: holdForm,
    answers: { 200: html },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  liftHoldOnDesk: form('ops/desk/holds/{held}/lift', {
    ...group,
    summary: 'The form of that page that lifts a hold.',
    body: reasonForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'precondition-failed', 'precondition-required'],
  }),
  deskComputes: page('ops/desk/compute', {
    ...group,
    summary: 'How the computes of each project stand, those that need somebody first.',
  }),
  deskCompute: page('ops/desk/compute/{project}', {
    ...group,
    summary: 'The computes of a project: what is there, what would be done and why, and what was found and mended.',
    query: doneQuery,
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  startOnDesk: form('ops/desk/compute/{project}/start', {
    ...group,
    summary: 'The form of that page that starts a machine that is off.',
    body: startOnDeskForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move', 'broken-definition'],
  }),
  applyOnDesk: form('ops/desk/compute/{project}/apply', {
    ...group,
    summary: 'The form of that page that applies the plan; the answer is the page with what came of it.',
    body: applyPlanForm,
    answers: { 200: html },
    problems: ['refused', 'forbidden', 'not-found', 'conflict', 'broken-definition'],
  }),
};
