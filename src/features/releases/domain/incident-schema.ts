import { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { clockName } from '../../../domain/history/incident-clocks.ts';
import { longestActReason } from '../../../domain/lifecycle/acts.ts';
import { objectId, project } from '../../../domain/operation/list-query.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;

/** What people do to an incident that stands, besides notes. */
export const incidentActs = ['confirm', 'contain', 'notify', 'exempt', 'aware', 'close'] as const;
export type IncidentAct = (typeof incidentActs)[number];

export const incidentStates = ['open', 'lapsed', 'contained', 'reported', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** How far the time of a clock has come. */
export const clockMarks = ['half', 'most', 'due', 'overdue'] as const;
export type ClockMark = (typeof clockMarks)[number];

/** The longest note, in UTF-16 units. */
export const longestNote = 600;

/** The most things of one kind that an incident is about. */
const mostNamed = 50;

export const incidentId = z
  .string()
  .regex(/^inc_\d{8}_[0-9a-f]{8}$/, 'must be the id of an incident (inc_…)')
  .meta({ description: 'Id of the incident.', example: 'inc_20260301_0a1b2c3d' });

const listed = <Item extends z.ZodType>(item: Item) => z.array(item).max(mostNamed).default([]);
const ofDoor = (prefix: 'exp' | 'ing', what: string) =>
  listed(
    z
      .string()
      .regex(
        new RegExp(`^[a-z][a-z0-9-]{1,30}[a-z0-9]/${prefix}_[0-9A-Za-z]{1,26}$`),
        `must be the project and the id of a ${what}, such as heart-study/${prefix}_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D`,
      ),
  );

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** What an incident is about. Each project, and that of each package and dataset, is held. */
export const scopeSchema = z.strictObject({
  projects: listed(project),
  packages: ofDoor('exp', 'package'),
  datasets: ofDoor('ing', 'dataset'),
  people: listed(objectId),
  from: time.exactOptional(),
  to: time.exactOptional(),
});
export type Scope = Frozen<z.infer<typeof scopeSchema>>;

/** A package or dataset as a scope names it. */
export interface ScopedKey {
  readonly project: string;
  readonly id: string;
}

export function keyIn(text: string): ScopedKey {
  const [project = '', id = ''] = text.split('/');
  return { project, id };
}

/** The projects that it touches, each once. */
export function touchedBy({ projects, packages, datasets }: Scope): readonly string[] {
  return [...new Set([...projects, ...[...packages, ...datasets].map((text) => keyIn(text).project)])].toSorted();
}

export const openBody = z.strictObject({
  severity: z.enum(severities),
  scope: scopeSchema.extend({ from: moment.exactOptional(), to: moment.exactOptional() }),
  awareAt: moment.exactOptional().meta({ description: 'Since when it is known; without it, since now.' }),
  takeBack: z
    .boolean()
    .exactOptional()
    .meta({ description: 'Whether the packages of its scope that are outside are taken back.' }),
  reason: z.string().trim().min(1).max(longestActReason).meta({ description: 'What happened, for the audit.' }),
});

export const actBody = z.strictObject({
  act: z.enum(incidentActs),
  clock: clockName.exactOptional().meta({ description: 'Which clock `notify` and `exempt` are about.' }),
  awareAt: moment.exactOptional().meta({ description: 'Since when it is known, for `aware`.' }),
  reason: z.string().trim().min(1).max(longestActReason).meta({ description: 'Why or how, for the audit.' }),
});
export type ActBody = Readonly<z.infer<typeof actBody>>;

const step = z.strictObject({ by: z.string(), name: z.string(), at: time, reason: z.string() });

export const incidentSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(incidentStates),
    severity: z.enum(severities),
    ...step.omit({ at: true }).shape,
    openedAt: time,
    awareAt: time,
    scope: scopeSchema,
    takeBack: z.boolean(),
    lapsesAt: time.nullable().meta({ description: 'When it lapses unless a second operator confirms it.' }),
    confirmed: step
      .extend({ alone: z.boolean().meta({ description: 'Whether there was no second operator.' }) })
      .nullable(),
    contained: step.nullable(),
    closed: step.nullable(),
    clocks: z.array(
      z.strictObject({
        name: clockName,
        whom: z.string().exactOptional().meta({ description: 'Who is to be told, where the deployment says so.' }),
        due: time,
        mark: z.enum(clockMarks).nullable().meta({ description: 'How far it has come; null before half of it.' }),
        met: step.extend({ exempt: z.boolean().meta({ description: 'Nobody is to be told.' }) }).nullable(),
      }),
    ),
    asked: step
      .extend({ act: z.enum(incidentActs), clock: clockName.nullable(), awareAt: time.nullable() })
      .nullable()
      .meta({ description: 'What one operator wants, and a second has to want too.' }),
    notes: z.array(
      z.strictObject({
        ...step.omit({ reason: true }).shape,
        text: z.string().nullable().meta({ description: 'Null where it is lost; its SHA-256 stands in the audit.' }),
      }),
    ),
  })
  .meta({ id: 'Incident', description: 'Something that went wrong outside, and what is done about it.' });
export type ShownIncident = Frozen<z.infer<typeof incidentSchema>>;
