import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { listOf } from '../../api/schemas/list.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { isoWeek, projectId } from '../../api/schemas/names.ts';
import { week } from './week-schema.ts';

/** What the charts are about. A form leaves what was not chosen empty. */
export const chartsQuery = z.strictObject({
  project: z.literal('').or(projectId).exactOptional().meta({ description: 'The only project; empty for all.' }),
  from: isoWeek
    .exactOptional()
    .meta({ description: 'The first ISO week; at most a year is shown.', example: '2026-W01' }),
});

/** From which week on weeks are shown. */
export const weeksQuery = z.strictObject({
  from: isoWeek.exactOptional().meta({ description: 'The first ISO week.', example: '2026-W01' }),
});

/** What came to an end when, as figures and as charts. */
export const charts = {
  charts: page({
    group: 'desk',
    access: 'Ops.Reader',
    path: 'ops/charts',
    summary:
      'Six charts: turnaround, volume, what waits, disagreement between approvers, compute hours and drift, each with its figures as a table.',
    query: chartsQuery,
    answers: { 200: html, 303: redirect },
  }),
  showWeeks: data('GET', {
    group: 'projects',
    access: 'Ops.Reader',
    params: { project: projectId },
    problems: ['not-found'],
    path: 'ops/projects/{project}/weeks',
    summary: 'What came to an end in each ISO week (UTC) and how, how much it was, and how long it took.',
    query: weeksQuery,
    answers: { 200: listOf(week) },
  }),
};

/** Where its page is. */
export const chartsHref = `/api/${charts.charts.path}`;
