import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { listOf } from '../../api/schemas/list.ts';
import { isoWeek, projectId } from '../../api/schemas/names.ts';

const counts = z.record(z.string(), z.number());
const seconds = z.strictObject({ median: z.number().nullable(), ninetieth: z.number().nullable() });
const times = z.array(z.number());
const ended = { ends: counts, times, seconds };
const left = z.strictObject({ files: z.number(), bytes: z.number() }).exactOptional();
const atDoor = z.strictObject({
  ...{ ...ended, files: z.number(), bytes: z.number(), sizes: counts },
  left: left.meta({ description: 'What was released, whatever became of it later.' }),
});
const reviews = z.strictObject({
  ...ended,
  turnaround: times.meta({
    description: 'From the first file of a package to the close of a round in which people decided.',
  }),
  turnaroundSeconds: seconds,
  compared: z.number().meta({ description: 'Closed rounds with at least two decisions.' }),
  differing: z.number().meta({ description: 'Those of them in which the decisions were not all the same.' }),
});
const drift = z.strictObject({ ends: counts }).meta({ description: 'Differences of computes: `found`, `mended`.' });

const week = z
  .strictObject({ week: z.string(), ingress: atDoor, export: atDoor, reviews, drift })
  .meta({ id: 'Week', description: 'What came to an end in one ISO week, and how long it took, in seconds.' });

/** A form leaves what was not chosen empty. */
export const chartsQuery = z.strictObject({
  project: z.literal('').or(projectId).exactOptional().meta({ description: 'The only project; empty for all.' }),
  from: isoWeek
    .exactOptional()
    .meta({ description: 'The first ISO week; at most a year is shown.', example: '2026-W01' }),
});

const weeksQuery = z.strictObject({
  from: isoWeek.exactOptional().meta({ description: 'The first ISO week.', example: '2026-W01' }),
});

export const charts = {
  charts: page('ops/charts', {
    group: 'desk',
    access: 'Ops.Reader',
    summary:
      'Six charts: turnaround, volume, what waits, disagreement between approvers, compute hours and drift, each with its figures as a table.',
    query: chartsQuery,
  }),
  showWeeks: data('GET', 'ops/projects/{project}/weeks', {
    group: 'projects',
    problems: ['not-found'],
    summary: 'What came to an end in each ISO week (UTC) and how, how much it was, and how long it took.',
    query: weeksQuery,
    answers: { 200: listOf(week) },
  }),
};

export const chartsHref = `/api/${charts.charts.path}`;
