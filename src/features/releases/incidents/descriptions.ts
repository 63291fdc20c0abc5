import { z } from 'zod';
import { data } from '../../../api/description.ts';
import { listOf } from '../../../api/schemas/list.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { actBody, incidentId, incidentSchema, longestNote, openBody } from '../domain/incident-schema.ts';
import { release } from '../release-schema.ts';
import { opened } from '../trace/descriptions.ts';

export const noteBody = z.strictObject({
  text: z.string().trim().min(1).max(longestNote).meta({ description: 'It stands beside the audit, not in it.' }),
});

const problem = z.string().nullable();
const ofOne = { group: 'operations', params: { incident: incidentId } } as const;
const incident = z.strictObject({ incident: incidentSchema });
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
};
