import { z } from 'zod';
import { time } from '../domain/base/reading/iso-time.ts';
import { person, project } from '../domain/operation/list-query.ts';
import { accessEntrySchema } from '../domain/overview/access-review.ts';
import { projectPeopleSchema } from '../domain/overview/project-people.ts';
import { correctionSchema, personEntrySchema } from '../domain/people/person-entry.ts';
import { absenceSchema } from '../domain/review/absence.ts';
import { data } from './description.ts';
import { reasonHeader } from './schemas/headers.ts';
import { listOf } from './schemas/list.ts';
import { reason, reasonBody } from './schemas/names.ts';
import { pendingChange, shownProject } from './schemas/project.ts';

const absencesQuery = z.strictObject({
  project: project.exactOptional().meta({ description: 'Only approvers of this project.' }),
  person: person.exactOptional().meta({ description: 'Only this person: object id or e-mail.' }),
  since: z.iso.date().exactOptional().meta({ description: 'Only who is away on this day or later.' }),
  until: z.iso.date().exactOptional().meta({ description: 'Only who is away on this day or before.' }),
});

export const liftSuspensionQuery = z.strictObject({
  suspendedBy: z
    .string()
    .exactOptional()
    .meta({ description: 'Object id of the operator whose suspension ends; needed where several stand.' }),
});

export const accessReviewQuery = z.strictObject({
  format: z
    .enum(['json', 'csv'])
    .exactOptional()
    .meta({ description: 'JSON, or CSV to hand over; the header Accept with text/csv asks for it too.' }),
});

const reviewedAccess = listOf(accessEntrySchema)
  .extend({
    at: time,
    groupsClaim: z.boolean().meta({ description: 'Whether groups in tokens count in this deployment.' }),
    broken: z.array(z.string()).meta({ description: 'Projects whose definition the rules of today refuse.' }),
    leftOut: z.array(z.string()).meta({ description: 'Projects of which the caller is a researcher.' }),
  })
  .meta({
    id: 'AccessReview',
    description: 'Who takes part in which project and was last seen when, differences first.',
  });

/** The first and the last day of an absence, both included. */
export const absenceBody = z.strictObject({ from: z.iso.date(), to: z.iso.date(), reason });

const absence = absenceSchema.meta({
  id: 'Absence',
  description: 'That an approver is away from one day to another, both included, in all projects.',
});
const withReason = { group: 'people', headers: reasonHeader, body: reasonBody } as const;

const projectPeople = projectPeopleSchema.meta({
  id: 'ProjectPeople',
  description: 'Whom a definition names, held against the groups of their last sign-ins.',
});

const knownPerson = personEntrySchema.meta({
  id: 'KnownPerson',
  description: 'Who an object id of the audit is, as they were seen or an operator corrected it.',
});

export const correctionBody = correctionSchema.extend({ reason });

export const people = {
  showPeople: data('GET', 'ops/projects/{project}/people', {
    group: 'people',
    summary:
      'Whom the definition names, when each signed in last, and where the groups that their token named then do not fit the definition.',
    answers: { 200: projectPeople },
    problems: ['forbidden', 'not-found', 'broken-definition'],
  }),
  suspendPerson: data('POST', 'ops/projects/{project}/people/{oid}/suspend', {
    ...withReason,
    summary: 'Lets a person count nowhere in the project, at once.',
    answers: { 200: shownProject },
    problems: ['refused', 'not-found', 'broken-definition'],
  }),
  liftSuspension: data('POST', 'ops/projects/{project}/people/{oid}/lift', {
    ...withReason,
    summary:
      'Ends a suspension of theirs, once a second operator has confirmed it; they count again when none is left.',
    query: liftSuspensionQuery,
    answers: { 200: shownProject, 202: z.strictObject({ pending: pendingChange }) },
    problems: ['refused', 'forbidden', 'not-found', 'broken-definition'],
  }),
  accessReview: data('GET', 'ops/access-review', {
    group: 'people',
    summary:
      'Who is in which definition and in which groups, and was last seen when, over all projects; differences first. As JSON or CSV.',
    query: accessReviewQuery,
    answers: { 200: reviewedAccess },
    also: 'text/csv',
  }),
  knownPeople: data('GET', 'ops/people', {
    group: 'people',
    summary:
      'Who the people are whose object ids stand in the audit: everybody who signed in or was named by a definition.',
    answers: { 200: listOf(knownPerson) },
  }),
  correctPerson: data('PUT', 'ops/people/{oid}', {
    group: 'people',
    summary: 'Corrects the name and the address of a person whom no definition names.',
    body: correctionBody,
    answers: { 200: z.strictObject({ person: knownPerson }) },
    problems: ['refused', 'not-found'],
  }),
  clearPerson: data('DELETE', 'ops/people/{oid}', {
    ...withReason,
    summary: 'Clears the name and the address of a person whom no definition names, and forgets their last sign-in.',
    answers: { 200: z.strictObject({ person: knownPerson }) },
    problems: ['refused', 'not-found'],
  }),
  listAbsences: data('GET', 'ops/absences', {
    group: 'people',
    summary: 'Who is or will be away, first those that begin first.',
    query: absencesQuery,
    answers: { 200: listOf(absence) },
    problems: ['not-found'],
  }),
  markAway: data('POST', 'ops/people/{oid}/away', {
    group: 'people',
    summary: 'Notes that an approver is away who cannot say so themselves.',
    body: absenceBody,
    answers: { 200: z.strictObject({ absence }) },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  markBack: data('POST', 'ops/people/{oid}/back', {
    ...withReason,
    summary: 'Ends every absence of theirs now.',
    answers: { 200: z.strictObject({ ended: z.array(absence) }) },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
};
