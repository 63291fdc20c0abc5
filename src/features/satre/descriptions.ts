import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { reportSchema, verdicts } from './domain/statement.ts';

export const satreQuery = z.strictObject({
  format: z
    .enum(['json', 'markdown'])
    .exactOptional()
    .meta({ description: 'JSON, or Markdown to hand over; the header Accept with text/markdown asks for it too.' }),
});

export const deskSatreQuery = z.strictObject({
  verdict: z.enum(verdicts).exactOptional().meta({ description: 'Only the statements with this verdict.' }),
});

export const satre = {
  showSatre: data('GET', 'ops/satre', {
    group: 'system',
    summary: 'What this deployment holds now about each statement of SATRE that concerns a control plane.',
    query: satreQuery,
    answers: { 200: reportSchema },
    also: 'text/markdown',
  }),
  deskSatre: page('ops/desk/satre', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'What this deployment holds now about each statement of SATRE, by pillar.',
    query: deskSatreQuery,
  }),
};

export const satreHref = `/api/${satre.deskSatre.path}`;
