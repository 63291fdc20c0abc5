import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { verdicts } from './domain/statement.ts';
import { satreReport } from './satre-schema.ts';

/** How the report on SATRE is given. */
export const satreQuery = z.strictObject({
  format: z
    .enum(['json', 'markdown'])
    .exactOptional()
    .meta({ description: 'JSON, or Markdown to hand over; the header Accept with text/markdown asks for it too.' }),
});

/** Which statements of SATRE are shown. */
export const deskSatreQuery = z.strictObject({
  verdict: z.enum(verdicts).exactOptional().meta({ description: 'Only the statements with this verdict.' }),
});

/** The report on SATRE, for programs and as a page. */
export const satre = {
  showSatre: data('GET', {
    group: 'system',
    access: 'Ops.Reader',
    path: 'ops/satre',
    summary: 'What this deployment holds now about each statement of SATRE that concerns a control plane.',
    query: satreQuery,
    answers: { 200: satreReport },
    also: 'text/markdown',
  }),
  deskSatre: page({
    group: 'desk',
    access: 'Ops.Reader',
    path: 'ops/desk/satre',
    summary: 'What this deployment holds now about each statement of SATRE, by pillar.',
    query: deskSatreQuery,
    answers: { 200: html, 303: redirect },
  }),
};

/** Where its page is. */
export const satreHref = `/api/${satre.deskSatre.path}`;
