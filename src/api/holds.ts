import { z } from 'zod';
import { holdSchema } from '../domain/operation/hold.ts';
import { project, since, until } from '../domain/operation/list-query.ts';
import { data } from './description.ts';
import { ifMatch, reasonHeader } from './schemas/headers.ts';
import { listOf } from './schemas/list.ts';
import { reason, reasonBody } from './schemas/names.ts';

const holdsQuery = z.strictObject({
  project: project
    .exactOptional()
    .meta({ description: 'Only what keeps this project: its own holds, and those of all.' }),
  since: since.exactOptional(),
  until: until.exactOptional(),
});

export const holdBody = z.strictObject({
  reason,
  until: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .exactOptional()
    .meta({ description: 'When it ends by itself; without it somebody must lift it.' }),
  takeBack: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Whether what a release had brought outside is taken back.' }),
});

const named = {
  name: z.string(),
  liftAs: z.string().meta({
    description:
      'How a lift names it: its id, and where two operators lift it also the digest of its list of findings.',
  }),
};

const hold = holdSchema.extend(named).meta({
  id: 'Hold',
  description: 'A kill switch that is on: of one project, or of all (`_all`).',
});

const set = z.strictObject({
  hold,
  releases: z
    .array(
      z.strictObject({
        project: z.string(),
        operation: z.string(),
        state: z.string(),
        runs: z.array(z.string()),
        filesOutside: z.number().nullable(),
        takenBack: z.boolean(),
        problem: z.string().optional(),
      }),
    )
    .meta({ description: 'Releases that were under way and were cancelled.' }),
  stored: z.boolean().meta({
    description: 'False: it is on by its line in the audit, since the table does not answer; the row follows.',
  }),
  audited: z
    .boolean()
    .meta({ description: 'False: it is on, and not yet in the audit, which does not answer; the line follows.' }),
});

const begin = { group: 'holds', body: holdBody, answers: { 200: set } } as const;
const end = {
  group: 'holds',
  headers: reasonHeader.extend({
    'if-match': ifMatch.shape['if-match'].meta({
      description:
        'The `liftAs` of the hold that ends, in quotes: 428 without it, 412 when it is not on, or lists more than you saw.',
    }),
  }),
  body: reasonBody,
  answers: {
    200: z.strictObject({ lifted: hold }),
    202: z.strictObject({ waits: hold }).meta({ description: 'A second operator has to ask for it too.' }),
  },
  problems: ['refused', 'forbidden', 'precondition-required', 'precondition-failed'],
} as const;

export const holds = {
  listHolds: data('GET', 'ops/holds', {
    group: 'holds',
    summary: 'Every kill switch that is on.',
    query: holdsQuery,
    answers: { 200: listOf(hold) },
  }),
  holdAll: data('POST', 'ops/hold', {
    ...begin,
    summary: 'Sets a kill switch of all projects.',
    problems: ['refused'],
  }),
  liftHoldOfAll: data('POST', 'ops/hold/lift', { ...end, summary: 'Ends one hold of all projects.' }),
  holdProject: data('POST', 'ops/projects/{project}/hold', {
    ...begin,
    summary: 'Sets a kill switch of a project.',
    problems: ['refused', 'not-found'],
  }),
  liftHold: data('POST', 'ops/projects/{project}/hold/lift', {
    ...end,
    summary: 'Ends one hold of a project.',
    problems: [...end.problems, 'not-found'],
  }),
};
