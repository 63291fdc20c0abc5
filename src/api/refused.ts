import { z } from 'zod';
import { doors } from '../domain/base/door.ts';
import { time } from '../domain/base/reading/iso-time.ts';
import { project } from '../domain/operation/list-query.ts';
import { actProblems } from './acts.ts';
import { data } from './description.ts';
import { listOf } from './schemas/list.ts';
import { reason } from './schemas/names.ts';

const refusedQuery = z.strictObject({
  project: project.exactOptional().meta({ description: 'Only those of this project.' }),
});

export const refusedBody = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the digest of a list of refused names, 64 characters of 0-9 and a-f')
    .meta({ description: 'The digest of the list that was shown, on a page, here or in `notices`.' }),
  reason: reason.exactOptional(),
});

const name = z.strictObject({
  name: z.string(),
  shape: z.enum(['folder', 'file']),
  since: time,
  problems: z.array(z.string()).meta({ description: 'The first rules that it breaks, as sentences.' }),
});

export const refusedList = z
  .strictObject({
    door: z.enum(doors),
    digest: z.string().meta({ description: 'Names what the list shows; who has it deleted sends it back.' }),
    names: z.array(name),
    isFull: z.boolean().meta({ description: 'More are refused than may be listed (`maxIdle`).' }),
  })
  .meta({
    id: 'RefusedNames',
    description: 'Names at a door that a listing shows to break a rule: nothing of them is taken.',
  });

const discarded = z
  .strictObject({
    discarding: z.array(z.string()).nullable().meta({ description: 'The names that are being deleted; null outside.' }),
    left: z
      .array(z.string())
      .nullable()
      .meta({ description: 'The names that are not: they moved since, or no run may delete them; null outside.' }),
    said: z.string().meta({ description: 'The same in a sentence.' }),
  })
  .meta({ id: 'DiscardedNames' });

const discard = {
  group: 'acts',
  access: 'participant',
  body: refusedBody,
  answers: { 202: discarded },
  problems: [...actProblems, 'refused'],
} as const;

export const refused = {
  listRefused: data('GET', 'ops/refused', {
    group: 'operations',
    summary: 'What lies at the doors and is refused, since a listing shows already that it breaks a rule.',
    query: refusedQuery,
    answers: { 200: listOf(refusedList.extend({ project: z.string() })) },
  }),
  discardRefusedDatasets: data('POST', 'ops/refused/datasets/{project}', {
    ...discard,
    summary: 'Has deleted what a list of refused datasets shows, at most 500 names, as far as it is as it was shown.',
  }),
  discardRefusedExports: data('POST', 'ops/refused/exports/{project}', {
    ...discard,
    summary: 'Has deleted what a list of refused packages shows, at most 500 names, as far as it is as it was shown.',
  }),
};
