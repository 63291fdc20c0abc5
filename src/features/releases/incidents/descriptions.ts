import { z } from 'zod';
import { data, form, page } from '../../../api/description.ts';
import { reasonForm } from '../../../api/schemas/forms.ts';
import { listOf } from '../../../api/schemas/list.ts';
import { html, redirect } from '../../../api/schemas/media.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { pack, packNames } from '../domain/incident-pack.ts';
import { actBody, incidentId, incidentSchema, longestNote, openBody } from '../domain/incident-schema.ts';
import { release } from '../release-schema.ts';
import { opened } from '../trace/descriptions.ts';

export const noteBody = z.strictObject({
  note: z.string().trim().min(1).max(longestNote).meta({
    description: 'It stands beside the audit, not in it.',
    example: 'The seller was asked to take it down.',
  }),
});

const problem = z.string().nullable();
const ofOne = { group: 'operations', params: { incident: incidentId } } as const;
const incident = z.strictObject({ incident: incidentSchema });
const onDesk = { group: 'desk', access: 'Ops.Reader' } as const;

const openForm = reasonForm.extend({
  severity: z.string().default(''),
  projects: z.string().default('').meta({ description: 'Ids with spaces between them.' }),
  packages: z.string().default('').meta({ description: 'Project and id of each, such as `heart-study/exp_…`.' }),
  datasets: z.string().default(''),
  people: z.string().default('').meta({ description: 'Object ids.' }),
  from: z.string().default('').meta({ description: 'Day and time in UTC, as `2026-12-31T12:00`.' }),
  to: z.string().default(''),
  awareAt: z.string().default(''),
  takeBack: z.string().optional().meta({ description: '`yes` where it is ticked.' }),
});

const actForm = reasonForm.extend({
  clock: z.string().default(''),
  awareAt: z.string().default(''),
  note: z.string().default(''),
});

export const incidents = {
  listIncidents: data('GET', 'ops/incidents', {
    group: 'operations',
    summary: 'Every incident, the newest first, but those about a project of which the caller is a researcher.',
    answers: { 200: listOf(incidentSchema) },
  }),
  openIncident: data('POST', 'ops/incidents', {
    group: 'operations',
    summary: 'Opens an incident, and puts each project that it is about on hold.',
    body: openBody,
    answers: {
      200: incident.extend({
        holds: z.array(z.strictObject({ project: z.string(), releases: z.int(), problem })),
        takenBack: z
          .array(z.strictObject({ project: z.string(), id: z.string(), state: z.string().nullable(), problem }))
          .meta({ description: 'Released packages of its scope; `problem` says why one was not taken back.' }),
      }),
    },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  readIncident: data('GET', 'ops/incidents/{incident}', {
    ...ofOne,
    summary: 'An incident with what the audit tells about it, and who decided about, opened and got its packages.',
    answers: {
      200: incident.extend({
        timeline: z.array(
          z.strictObject({
            at: time,
            project: z.string().nullable().meta({ description: 'Null: of the incident itself.' }),
            kind: z.string(),
            text: z.string(),
          }),
        ),
        isWhole: z.boolean().meta({ description: 'False: the audit has more than is shown.' }),
        packages: z.array(
          z.strictObject({
            project: z.string(),
            id: z.string(),
            releases: z.array(release),
            opened: z.array(opened),
          }),
        ),
      }),
    },
    problems: ['forbidden', 'not-found'],
  }),
  packIncident: data('GET', 'ops/incidents/{incident}/pack', {
    ...ofOne,
    summary: 'An incident to hand on: signed, with lines and receipts that verify without the app, and names apart.',
    answers: { 200: z.strictObject({ pack, names: packNames }) },
    problems: ['forbidden', 'not-found'],
  }),
  actOnIncident: data('POST', 'ops/incidents/{incident}/acts', {
    ...ofOne,
    summary:
      'Confirms, contains or closes an incident, or says something of its clocks; some of it takes two operators.',
    body: actBody,
    answers: { 200: incident, 202: z.strictObject({ waits: incidentSchema }) },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move'],
  }),
  noteIncident: data('POST', 'ops/incidents/{incident}/notes', {
    ...ofOne,
    summary: 'Writes a note about an incident.',
    body: noteBody,
    answers: { 200: incident },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move'],
  }),
  deskIncidents: page('ops/desk/incidents', {
    ...onDesk,
    summary: 'Every incident, and the form that opens one.',
  }),
  openIncidentOnDesk: form('ops/desk/incidents', {
    ...onDesk,
    summary: 'Opens an incident.',
    body: openForm,
    answers: { 303: redirect },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskIncident: page('ops/desk/incidents/{incident}', {
    ...{ ...onDesk, params: ofOne.params },
    summary: 'An incident: its clocks, what happened, and the forms of its acts.',
    query: z.strictObject({
      done: z.string().max(100).exactOptional().meta({ description: 'Name of the form that was carried out.' }),
    }),
    problems: ['forbidden', 'not-found'],
  }),
  actOnIncidentOnDesk: form('ops/desk/incidents/{incident}', {
    ...{ ...onDesk, params: ofOne.params },
    summary: 'A form of that page.',
    body: actForm,
    answers: { 200: html, 303: redirect },
    problems: ['refused', 'forbidden', 'not-found', 'illegal-move'],
  }),
};
