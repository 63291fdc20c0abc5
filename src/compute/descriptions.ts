import { z } from 'zod';
import { data } from '../api/description.ts';
import { reason } from '../api/schemas/names.ts';
import { applied, computeHours, plan } from './schemas.ts';

export const applyBody = z.object({
  digest: z.string().min(1).meta({ description: 'The digest of the plan that was shown.' }),
  reason: reason.optional(),
});

export const startBody = z.strictObject({
  machine: z.string().min(1).max(100).meta({ description: 'Its name in the definition.' }),
  reason,
});

export const compute = {
  computeHours: data('GET', 'ops/compute/{project}/hours', {
    group: 'compute',
    summary:
      'How many hours the machines and instances of the project ran in each month, and how much of its budget is used.',
    answers: { 200: computeHours },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  startMachine: data('POST', 'ops/compute/{project}/start', {
    group: 'compute',
    summary: 'Starts a machine that is off, where its definition lets it run now and hours of the budget are left.',
    body: startBody,
    answers: { 200: z.strictObject({ project: z.string(), machine: z.string() }) },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move', 'broken-definition'],
  }),
  planCompute: data('GET', 'ops/compute/{project}/plan', {
    group: 'compute',
    summary: 'What would be done to the computes of the project, and the digest to apply it by.',
    answers: { 200: plan },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  applyCompute: data('POST', 'ops/compute/{project}/apply', {
    group: 'compute',
    summary:
      'Applies the plan with that digest, also one that the timer leaves to people; 409 when the world has moved since.',
    body: applyBody,
    answers: { 200: applied },
    problems: ['refused', 'forbidden', 'not-found', 'broken-definition'],
  }),
};
