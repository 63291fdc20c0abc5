import { z } from 'zod';
import { projectQuery } from '../domain/overview/project-filter.ts';
import { closedSchema } from '../domain/project/project.ts';
import { data } from './description.ts';
import { preconditions, reasonHeader, seenHeader } from './schemas/headers.ts';
import { listOf } from './schemas/list.ts';
import { changeId, reason, reasonBody, sha256 } from './schemas/names.ts';
import {
  comparedVersions,
  definition,
  listedProjects,
  pendingChange,
  shownProject,
  version,
} from './schemas/project.ts';

export const closeBody = closedSchema.extend({ reason });

const diffQuery = z.strictObject({
  from: sha256.exactOptional().meta({ description: 'Hash of the version that was before.' }),
  to: sha256.exactOptional().meta({ description: 'Hash of the version that came after it.' }),
});

const one = { group: 'projects', problems: ['not-found'] } as const;
/** A change of a definition that was seen, by its ETag. */
const seen = {
  group: 'projects',
  headers: preconditions.pick({ 'if-match': true }),
  problems: [
    'refused',
    'forbidden',
    'not-found',
    'illegal-move',
    'broken-definition',
    'precondition-required',
    'precondition-failed',
  ],
} as const;
const withReason = { group: 'projects', headers: reasonHeader, body: reasonBody } as const;
const waits = z.strictObject({ pending: pendingChange }).meta({ description: 'It waits for a second operator.' });

export const projects = {
  listProjects: data('GET', 'ops/projects', {
    group: 'projects',
    summary:
      'Projects that fit the parameters; apart from them those whose definition the rules of today refuse, and those whose first one waits.',
    query: projectQuery,
    answers: { 200: listedProjects },
    problems: ['refused'],
  }),
  showProject: data('GET', 'ops/projects/{project}', {
    ...one,
    summary:
      'The definition in force, with the ETag that a change must name, the change that waits, and how far a closing has come.',
    answers: { 200: shownProject },
  }),
  putProject: data('PUT', 'ops/projects/{project}', {
    group: 'projects',
    summary:
      'Puts a new definition with `If-None-Match: *`, a changed one with `If-Match`; 202 when a second operator has to confirm it.',
    headers: preconditions.extend(reasonHeader.shape).extend(seenHeader.shape),
    body: definition,
    answers: { 200: shownProject, 201: shownProject, 202: waits },
    problems: ['refused', 'forbidden', 'precondition-required', 'precondition-failed', 'endings-unseen'],
  }),
  listVersions: data('GET', 'ops/projects/{project}/versions', {
    ...one,
    summary: 'Every definition that was ever accepted, newest first, and which one is in force.',
    answers: { 200: listOf(version) },
  }),
  showVersion: data('GET', 'ops/projects/{project}/versions/{hash}', {
    ...one,
    summary: 'One of them, byte for byte as it was stored.',
    answers: { 200: z.looseObject({}).meta({ description: 'The definition, by whichever rules it was accepted.' }) },
  }),
  showDiff: data('GET', 'ops/projects/{project}/diff', {
    ...one,
    summary:
      'What changed from one version to another, in sentences; without parameters what the change that waits would change, or else what the last one did.',
    query: diffQuery,
    answers: { 200: comparedVersions },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  confirmChange: data('POST', 'ops/projects/{project}/changes/{id}/confirm', {
    ...withReason,
    summary: 'Puts the pending change of a colleague in force.',
    params: { id: changeId },
    answers: { 200: shownProject },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  takeBackChange: data('DELETE', 'ops/projects/{project}/changes/{id}', {
    ...withReason,
    summary: 'Takes a pending change back.',
    params: { id: changeId },
    answers: { 200: z.strictObject({ takenBack: z.string() }) },
    problems: ['forbidden', 'not-found'],
  }),
  goBackOnChange: data('POST', 'ops/projects/{project}/go-back', {
    ...seen,
    summary:
      'Undoes what the change in force stopped or ended (first and last day, hibernated, closed), for whoever put it, once and within a day. Nothing else of it.',
    headers: seen.headers.extend(reasonHeader.shape),
    body: reasonBody,
    answers: { 200: shownProject },
  }),
  closeProject: data('POST', 'ops/projects/{project}/close', {
    ...seen,
    summary: 'Closes the project for good, once a second operator has confirmed it.',
    body: closeBody,
    answers: { 200: shownProject, 202: waits },
  }),
};
