import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { evidenceStates, levels, verdicts } from './domain/statement.ts';

const evidence = z.strictObject({
  sentence: z.string(),
  shows: z
    .enum(evidenceStates)
    .meta({ description: 'Whether rows show it, none does yet, or they show the contrary.' }),
  link: z.string().exactOptional().meta({ description: 'An address of the app, or a page of its documentation.' }),
});

const judgedStatement = z
  .strictObject({
    id: z.string().meta({ example: '3.1.06' }),
    level: z.enum(levels),
    means: z.string(),
    verdict: z.enum(verdicts),
    why: z.string().nullable().meta({ description: 'Why it is no better.' }),
    duty: z.string().nullable().meta({ description: 'Whose duty the rest is.' }),
    evidence: z.array(evidence),
  })
  .meta({ id: 'SatreStatement' });

export const satreReport = z
  .strictObject({
    edition: z.string(),
    at: time,
    verdicts: z.record(z.enum(verdicts), z.number()),
    looked: z.string().meta({ description: 'How much was looked at, of what is too much to be read each time.' }),
    statements: z.array(judgedStatement),
  })
  .meta({
    id: 'SatreReport',
    description: 'Each statement with its verdict and evidence; text/markdown where that is asked for.',
  });

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
    answers: { 200: satreReport },
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
