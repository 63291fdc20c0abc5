import { z } from 'zod';
import { form, page } from '../../api/description.ts';
import {
  actForm,
  applyPlanForm,
  definitionForm,
  deskForm,
  holdForm,
  personForm,
  projectForm,
  reasonForm,
  startOnDeskForm,
} from '../../api/schemas/forms.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { heldId, operationId, projectId } from '../../api/schemas/names.ts';
import { acts } from '../../domain/lifecycle/acts.ts';
import { linesQuery } from './dashboard/wanted-lines.ts';
import {
  deskAuditQuery,
  deskOperationQuery,
  deskPeopleQuery,
  deskProjectQuery,
  deskProjectsQuery,
  doneQuery,
  projectForms,
} from './queries.ts';

const group = { group: 'desk', access: 'Ops.Reader' } as const;
const params = { project: projectId, id: operationId };

const operation = {
  ...group,
  params,
  query: deskOperationQuery,
  answers: { 200: html, 303: redirect },
  problems: ['forbidden', 'not-found'],
} as const;

const act = {
  ...group,
  params: {
    ...params,
    act: z.string().meta({ description: `One of ${acts.map(({ path }) => path).join(', ')}.` }),
  },
  body: actForm,
  answers: { 303: redirect },
  problems: ['refused', 'forbidden', 'not-found', 'illegal-move', 'precondition-failed'],
} as const;

export const desk = {
  dashboard: page({
    ...group,
    path: 'ops',
    summary: 'The dashboard: what waits for whom, what moves, what finished, and what is wrong.',
    query: linesQuery,
    answers: { 200: html, 303: redirect },
  }),
  sweepByForm: form({
    ...group,
    path: 'ops/desk/sweep',
    summary: 'The form of the dashboard that sweeps now; the page comes back with what was found.',
    body: deskForm,
    answers: { 200: html },
    problems: ['conflict'],
  }),
  deskProjects: page({
    ...group,
    path: 'ops/desk/projects',
    summary: 'Every project with its state and what moves and waits there, and a form for a new one.',
    query: deskProjectsQuery,
    answers: { 200: html, 303: redirect },
    problems: ['bad-request'],
  }),
  defineProject: form({
    ...group,
    path: 'ops/desk/new-project/{form}',
    summary: 'Checks the definition of a new project, or puts it in force.',
    params: { form: z.string().meta({ description: 'One of check, put.' }) },
    body: definitionForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'precondition-failed', 'key-reused'],
  }),
  deskProject: page({
    ...group,
    path: 'ops/desk/projects/{project}',
    summary: 'What one project waits for, its definition, people and versions, and forms for what can be changed.',
    params: { project: projectId },
    query: deskProjectQuery,
    answers: { 200: html, 303: redirect },
    problems: ['bad-request', 'not-found'],
  }),
  actOnProject: form({
    ...group,
    path: 'ops/desk/projects/{project}/{form}',
    summary: 'A form of that page.',
    params: {
      project: projectId,
      form: z.string().meta({ description: `One of ${projectForms.join(', ')}.` }),
    },
    body: projectForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'conflict', 'precondition-failed', 'key-reused', 'endings-unseen'],
  }),
  deskAccess: page({
    ...group,
    path: 'ops/desk/access-review',
    summary: 'Who takes part in which project and was last seen when, where definition and groups differ first.',
    answers: { 200: html, 303: redirect },
  }),
  deskPeople: page({
    ...group,
    path: 'ops/desk/people',
    summary: 'Who the object ids of the audit are, with forms that correct or clear what one of them is called.',
    query: deskPeopleQuery,
    answers: { 200: html, 303: redirect },
  }),
  actOnPerson: form({
    ...group,
    path: 'ops/desk/people/{form}',
    summary: 'A form of that page.',
    params: { form: z.string().meta({ description: 'One of correct, clear.' }) },
    body: personForm,
    answers: { 303: redirect },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskDataset: page({
    ...operation,
    path: 'ops/desk/datasets/{project}/{id}',
    summary: 'Everything about one dataset, with a form for everything that is possible now.',
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  actOnDataset: form({
    ...act,
    path: 'ops/desk/datasets/{project}/{id}/{act}',
    summary: 'A form of that page.',
  }),
  deskExport: page({
    ...operation,
    path: 'ops/desk/exports/{project}/{id}',
    summary: 'Everything about one package, with a form for everything that is possible now.',
  }),
  actOnExport: form({
    ...act,
    path: 'ops/desk/exports/{project}/{id}/{act}',
    summary: 'A form of that page.',
  }),
  deskAudit: page({
    ...group,
    path: 'ops/desk/audit',
    summary: 'What happened, who did it and why, in sentences.',
    query: deskAuditQuery,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskHolds: page({
    ...group,
    path: 'ops/desk/holds',
    summary: 'Every hold that is on, with a form to lift it and one to set another.',
    query: doneQuery,
    answers: { 200: html, 303: redirect },
  }),
  setHoldOnDesk: form({
    ...group,
    path: 'ops/desk/holds',
    summary: 'The form of that page that sets a hold; the answer is the page with the releases that it met.',
    body: holdForm,
    answers: { 200: html },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  liftHoldOnDesk: form({
    ...group,
    path: 'ops/desk/holds/{held}/lift',
    summary: 'The form of that page that lifts a hold.',
    params: { held: heldId },
    body: reasonForm,
    answers: { 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'precondition-failed', 'precondition-required'],
  }),
  deskComputes: page({
    ...group,
    path: 'ops/desk/compute',
    summary: 'How the computes of each project stand, those that need somebody first.',
    answers: { 200: html, 303: redirect },
  }),
  deskCompute: page({
    ...group,
    path: 'ops/desk/compute/{project}',
    summary: 'The computes of a project: what is there, what would be done and why, and what was found and mended.',
    params: { project: projectId },
    query: doneQuery,
    answers: { 200: html, 303: redirect },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  startOnDesk: form({
    ...group,
    path: 'ops/desk/compute/{project}/start',
    summary: 'The form of that page that starts a machine that is off.',
    params: { project: projectId },
    body: startOnDeskForm,
    answers: { 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move', 'broken-definition'],
  }),
  applyOnDesk: form({
    ...group,
    path: 'ops/desk/compute/{project}/apply',
    summary: 'The form of that page that applies the plan; the answer is the page with what came of it.',
    params: { project: projectId },
    body: applyPlanForm,
    answers: { 200: html },
    problems: ['refused', 'forbidden', 'not-found', 'conflict', 'broken-definition'],
  }),
};
