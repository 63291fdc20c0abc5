import { z } from 'zod';
import { data } from '../../api/description.ts';
import { listWithBroken } from '../../api/schemas/list.ts';
import { brokenProject } from '../../api/schemas/project.ts';
import { computesLine, shownComputes } from './computes-schema.ts';
import { explanation } from './domain/explanation-schema.ts';

const explained = {
  group: 'operations',
  answers: { 200: explanation },
  problems: ['not-found'],
} as const;

export const explain = {
  explainDataset: data('GET', 'ops/datasets/{project}/{id}/explain', {
    ...explained,
    summary: 'What one dataset waits for, who can do what next, what was tried, and what went wrong last.',
  }),
  explainExport: data('GET', 'ops/exports/{project}/{id}/explain', {
    ...explained,
    summary: 'What one package waits for, who can do what next, what was tried, and what went wrong last.',
  }),
  explainProject: data('GET', 'ops/projects/{project}/explain', {
    group: 'projects',
    summary: 'What the project waits for, and who can do what next.',
    answers: { 200: explanation },
    problems: ['forbidden', 'not-found'],
  }),
  listComputes: data('GET', 'ops/compute', {
    group: 'compute',
    summary: 'How the computes of each project stand, as the last run saw them; Azure is not asked.',
    answers: {
      200: listWithBroken(computesLine, brokenProject).extend({
        leftOut: z.array(z.string()).meta({ description: 'Projects in which you are a researcher.' }),
      }),
    },
  }),
  showComputes: data('GET', 'ops/compute/{project}', {
    group: 'compute',
    summary:
      'The computes of the project as they are and as they should be, with the plan; as the last run saw them while Azure does not answer.',
    answers: { 200: shownComputes },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  explainCompute: data('GET', 'ops/compute/{project}/explain', {
    group: 'compute',
    summary: 'What the computes of the project wait for, and who can do what next.',
    answers: { 200: explanation },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
};
