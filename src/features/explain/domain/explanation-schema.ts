import { z } from 'zod';
import { doors } from '../../../domain/base/door.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { acts } from '../../../domain/lifecycle/acts.ts';
import { actors } from '../../../domain/operation/operation-table.ts';

const assignee = z
  .strictObject({
    part: z.enum(['operator', 'second-operator', 'approver', 'owner', 'researcher', 'administrator']),
    people: z.array(z.strictObject({ oid: z.string(), name: z.string(), email: z.string() })),
    not: z.string().exactOptional().meta({ description: 'Why some cannot.' }),
  })
  .meta({ description: 'Who may take the step: in which part, and the people of whom that is known.' });

const request = z
  .strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
    path: z.string(),
    body: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ description: 'The request that does the same as the command.' });

const step = z
  .strictObject({
    who: assignee,
    what: z.string(),
    why: z.string(),
    act: z.enum(acts.map(({ name }) => name)).nullable(),
    command: z.array(z.string()).meta({
      description:
        'Empty where only a person can say what to do. A word in angle brackets is to be filled in; no first step has one.',
    }),
    request: request.nullable(),
  })
  .meta({ id: 'NextStep', description: 'Something that somebody can do next.' });

export const explanation = z
  .strictObject({
    about: z.strictObject({
      kind: z.enum(['dataset', 'package', 'project', 'compute']),
      id: z.string(),
      project: z.string(),
      door: z.enum(doors).exactOptional(),
      name: z.string().exactOptional(),
    }),
    state: z.string(),
    sentence: z.string(),
    waitsFor: z.string(),
    since: time,
    until: z.string().nullable(),
    overdue: z.boolean(),
    /** An actor of the state tables, a second operator, or whoever administers Azure; null when nobody has to do anything any more. */
    owner: z
      .enum([...actors, 'second-operator', 'administrator'])
      .nullable()
      .meta({ description: 'Whose turn it is.' }),
    next: z.array(step).meta({ description: 'The best step first.' }),
    tried: z.array(z.strictObject({ what: z.string(), at: time, result: z.string() })),
    /** The newest thing that went wrong; `cause` says what it means where that is known. */
    lastError: z.strictObject({ message: z.string(), cause: z.string().nullable(), at: time }).nullable(),
    /** Runs of Data Factory; `url` leads to the page of one, where the deployment has one. */
    runs: z.array(
      z.strictObject({
        step: z.string(),
        attempt: z.number(),
        status: z.string(),
        runId: z.string(),
        url: z.string().nullable(),
      }),
    ),
    proof: z
      .array(z.strictObject({ what: z.string(), path: z.string() }))
      .exactOptional()
      .meta({ description: 'Of what left: the page of all that left, and those of its receipts.' }),
  })
  .meta({
    id: 'Explanation',
    description:
      'What something waits for, since when and until when, whose turn it is, what can be done, and what was tried.',
  });
