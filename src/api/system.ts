import { z } from 'zod';
import { sweepReport } from '../domain/overview/sweep-report.ts';
import { data, page } from './description.ts';
import { html } from './schemas/media.ts';

const dependency = z.enum(['ok', 'no answer']);
const dependencies = z.strictObject({
  holds: dependency,
  sweep: dependency,
  projects: dependency,
  register: dependency,
  audit: dependency,
  vault: dependency,
  directory: dependency,
});
const notes = z
  .array(z.string())
  .optional()
  .meta({ description: 'Which protection is off, and that something is on hold, lost or old.' });

const bundle = z
  .string()
  .optional()
  .meta({ description: 'SHA-256 of the code that runs, as `npm run build` printed it.' });

export const system = {
  sweepNow: data('POST', 'ops/sweep', {
    group: 'system',
    summary: 'Sweeps now instead of at the next tick of the timer, and answers what was found.',
    answers: { 200: sweepReport },
    problems: ['illegal-move'],
  }),
  apiDocument: data('GET', 'openapi.json', {
    group: 'system',
    access: 'everybody',
    summary: 'This description of every route, as an OpenAPI document (3.1).',
    answers: { 200: z.looseObject({ openapi: z.literal('3.1.0'), paths: z.looseObject({}) }) },
  }),
  apiPage: page('docs', {
    group: 'system',
    access: 'everybody',
    summary: 'The same as a page.',
    answers: { 200: html },
  }),
  health: data('GET', 'health', {
    group: 'system',
    access: 'everybody',
    summary:
      'Which dependencies answered within five seconds; 503 when one did not, or when something that was stored is lost.',
    answers: {
      200: z.strictObject({ status: z.literal('ok'), dependencies, notes, bundle }),
      503: z.strictObject({ status: z.literal('degraded'), dependencies, notes, bundle }),
    },
  }),
};
