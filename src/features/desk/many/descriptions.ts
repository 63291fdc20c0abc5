import { z } from 'zod';
import { data, form, page } from '../../../api/description.ts';
import { manyForm } from '../../../api/schemas/forms.ts';
import { html, redirect } from '../../../api/schemas/media.ts';
import { operationId, projectId, reason, sha256 } from '../../../api/schemas/names.ts';
import { actsOfMany, mostOfMany } from '../../../domain/lifecycle/many.ts';
import { mostBusinessDays } from '../../../domain/review/change-round.ts';
import { linesQuery } from '../dashboard/chosen-lines.ts';

const act = z.enum(actsOfMany).meta({ description: 'What is asked of each.' });
const key = { project: projectId, id: operationId } as const;
const revision = z.int().min(0).meta({ description: 'How often it had moved when it was looked at.' });
const chosenRow = z.strictObject({ ...key, revision });

export const lookBody = z.strictObject({ act, rows: z.array(z.strictObject(key)).min(1).max(mostOfMany) });

export const manyBody = z.strictObject({
  act,
  rows: z
    .array(chosenRow)
    .min(1)
    .meta({ description: `At most ${mostOfMany}, as they were looked at.` }),
  digest: sha256.meta({ description: 'Names the rows with their revisions; `ops/many/look` answers it.' }),
  reason,
  businessDays: z.int().min(1).max(mostBusinessDays).exactOptional().meta({ description: 'Of `extend`.' }),
  until: z.iso.date().exactOptional().meta({ description: 'Of `extend`, instead of the days.' }),
});

export const lookedAt = z
  .strictObject({
    act,
    digest: z.string().nullable().meta({ description: 'Of the rows that it can be asked of; null for none.' }),
    rows: z.array(chosenRow.extend({ name: z.string(), state: z.string() })),
    closed: z
      .array(z.strictObject({ ...key, why: z.string() }))
      .meta({ description: 'Those of which it cannot be asked now, each with why.' }),
  })
  .meta({ id: 'ManyLookedAt', description: 'What would become of each that was chosen.' });

export const manyDone = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        ...key,
        outcome: z.enum(['done', 'refused', 'left']),
        code: z.string().nullable().meta({ description: 'The code of the refusal; null where there is none.' }),
        said: z.string(),
      }),
    ),
    done: z.int(),
    refused: z.int(),
    left: z
      .strictObject({ digest: z.string(), rows: z.array(chosenRow) })
      .nullable()
      .meta({ description: 'What the time of the request did not reach: send it next. Null where that is nothing.' }),
  })
  .meta({ id: 'ManyDone', description: 'What became of each that was chosen.' });

export const manyQuery = linesQuery.extend({
  all: z.literal('yes').exactOptional().meta({ description: 'All on the page are chosen.' }),
});

const group = { group: 'desk', access: 'Ops.Reader' } as const;

export const many = {
  lookAtMany: data('POST', 'ops/many/look', {
    group: 'acts',
    summary: 'What an act would do to each of many datasets and packages, and the digest by which it is asked for.',
    looks: true,
    body: lookBody,
    answers: { 200: lookedAt },
    problems: ['refused'],
  }),
  actOnMany: data('POST', 'ops/many', {
    group: 'acts',
    summary:
      'Asks an act of each of many datasets and packages as they were looked at; one that is refused stops no other.',
    body: manyBody,
    answers: { 200: manyDone },
    problems: ['refused', 'precondition-failed'],
  }),
  deskMany: page('ops/desk/many', {
    ...group,
    summary: 'Datasets and packages to choose from, for what is asked of many at once.',
    query: manyQuery,
  }),
  actOnManyOnDesk: form('ops/desk/many/{form}', {
    ...group,
    summary: 'A form of that page: what would happen, and then that it happens.',
    params: { form: z.string().meta({ description: 'One of choose, confirm, look.' }) },
    body: manyForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'not-found', 'precondition-failed', 'key-reused'],
  }),
};
