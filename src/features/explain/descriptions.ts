import { z } from 'zod';
import { data } from '../../api/description.ts';
import { listWithBroken } from '../../api/schemas/list.ts';
import { operationId, projectId } from '../../api/schemas/names.ts';
import { brokenProject } from '../../api/schemas/project.ts';
import { computesLine, shownComputes } from './computes-schema.ts';
import { explanation } from './explanation-schema.ts';

const explained = {
  group: 'operations',
  access: 'Ops.Reader',
  params: { project: projectId, id: operationId },
  answers: { 200: explanation },
  problems: ['not-found'],
} as const;

export const explain = {
  explainDataset: data('GET', {
    ...explained,
    path: 'ops/datasets/{project}/{id}/explain',
    summary: 'What one dataset waits for, who can do what next, what was tried, and what went wrong last.',
  }),
  explainExport: data('GET', {
    ...explained,
    path: 'ops/exports/{project}/{id}/explain',
    summary: 'What one package waits for, who can do what next, what was tried, and what went wrong last.',
  }),
  explainProject: data('GET', {
    group: 'projects',
    access: 'Ops.Reader',
    params: { project: projectId },
    path: 'ops/projects/{project}/explain',
    summary: 'What the project waits for, and who can do what next.',
    answers: { 200: explanation },
    problems: ['forbidden', 'not-found'],
  }),
  listComputes: data('GET', {
    group: 'compute',
    access: 'Ops.Reader',
    path: 'ops/compute',
    summary: 'How the computes of each project stand, as the last run saw them; Azure is not asked.',
    answers: {
      200: listWithBroken(computesLine, brokenProject).extend({
        leftOut: z.array(z.string()).meta({ description: 'Projects in which you are a researcher.' }),
      }),
    },
  }),
  showComputes: data('GET', {
    group: 'compute',
    access: 'Ops.Reader',
    path: 'ops/compute/{project}',
    summary:
      'The computes of the project as they are and as they should be, with the plan; as the last run saw them while Azure does not answer.',
    params: { project: projectId },
    answers: { 200: shownComputes },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  explainCompute: data('GET', {
    group: 'compute',
    access: 'Ops.Reader',
    path: 'ops/compute/{project}/explain',
    summary: 'What the computes of the project wait for, and who can do what next.',
    params: { project: projectId },
    answers: { 200: explanation },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
};
