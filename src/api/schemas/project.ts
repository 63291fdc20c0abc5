import { z } from 'zod';
import { time } from '../../domain/base/reading/iso-time.ts';
import { pendingChangeSchema } from '../../domain/definition/pending-change.ts';
import { closureSchema } from '../../domain/lifecycle/receipt.ts';
import { projectStates } from '../../domain/overview/project-filter.ts';
import { projectPeopleSchema } from '../../domain/overview/project-people.ts';
import { closedSchema, projectSchema } from '../../domain/project/project.ts';
import { listWithBroken } from './list.ts';
import { ruleProblem } from './problem.ts';

export const definition = projectSchema.meta({
  id: 'Project',
  description: 'The definition of a project: `docs/project.schema.json` says what each part means.',
});

export const pendingChange = pendingChangeSchema.meta({
  id: 'PendingChange',
  description: 'A change of a definition that waits for a second operator.',
});

const certificate = closureSchema.meta({
  id: 'CertificateOfDestruction',
  description:
    'What the receipt of a closed project states: everything that it held, what was deleted where and when, and what is kept.',
});

const closing = z
  .strictObject({
    since: time,
    releases: closedSchema.shape.releases,
    waits: z
      .strictObject({
        moving: z.number(),
        clearing: z.number(),
        operator: z.array(z.strictObject({ id: z.string(), why: z.string() })),
        computes: z.string().nullable().meta({ description: 'What it waits for because of its computes, in words.' }),
      })
      .nullable(),
    todo: z.array(z.string()),
    receipt: z.string().nullable().meta({ description: 'As it was signed: a compact JWS.' }),
    certificate: certificate.nullable(),
  })
  .meta({ id: 'Closing', description: 'How far the closing of a closed project has come.' });

const goingBack = z
  .strictObject({
    by: z
      .string()
      .meta({ description: 'Object id of whoever put the definition in force, who alone may go back on it.' }),
    until: time,
    changes: z.array(z.string()),
  })
  .meta({
    id: 'GoingBack',
    description: 'What the change in force stopped or ended, and may be undone once by who put it.',
  });

export const shownProject = z
  .strictObject({
    definition: definition
      .nullable()
      .meta({ description: 'Null where none is in force, or the rules of today refuse it.' }),
    hash: z.string().nullable().meta({ description: 'SHA-256 of the definition: the name of its version.' }),
    problems: z.array(ruleProblem).meta({ description: 'What a refused definition breaks.' }),
    raw: z.string().optional().meta({ description: 'The text of a refused definition.' }),
    pending: pendingChange.nullable(),
    closing: closing.nullable(),
    goingBack: goingBack.nullable(),
  })
  .meta({
    id: 'ShownProject',
    description: 'What is in force, the change that waits, and how far a closing has come.',
  });

const listedProject = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    tier: z.enum(['pilot', 'standard', 'high']),
    starts: z.string(),
    ends: z.string(),
    closed: closedSchema.optional(),
    state: z.enum(projectStates),
    held: z.boolean().meta({ description: 'Whether a hold is on, its own or that of all.' }),
    pending: z.boolean().meta({ description: 'Whether a change waits for a second operator.' }),
    missingGroups: projectPeopleSchema.shape.missingGroups,
    people: z.strictObject({
      dataOwners: z.number(),
      researchers: z.number(),
      approvers: z.number(),
      suspended: z.number(),
    }),
    open: z.strictObject({ moving: z.number(), waiting: z.number() }).nullable().meta({
      description:
        'How many datasets and packages go on by themselves, and how many wait for approvers or operators. Null for a researcher of the project.',
    }),
  })
  .meta({ id: 'ListedProject' });

export const brokenProject = z.strictObject({ id: z.string(), etag: z.string(), problems: z.array(ruleProblem) });

export const listedProjects = listWithBroken(listedProject, brokenProject).extend({
  first: z
    .array(z.strictObject({ id: z.string(), title: z.string(), by: z.string(), expiresAt: time }))
    .meta({ description: 'Projects whose first definition waits for a second operator.' }),
});

export const version = z.strictObject({ hash: z.string(), at: time, inForce: z.boolean() });

export const changeOf = {
  path: z.string(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  sentence: z.string(),
};

export const comparedVersions = z.strictObject({
  from: z.string().nullable().meta({ description: 'Null: there was none, so it is compared with the defaults.' }),
  to: z.string(),
  changes: z.array(z.strictObject(changeOf)),
});
