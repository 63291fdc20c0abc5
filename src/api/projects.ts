import { z } from 'zod';
import { projectQuery } from '../domain/overview/wanted-projects.ts';
import { closedSchema } from '../domain/project/project.ts';
import { data } from './description.ts';
import { preconditions, reasonHeader, seenHeader } from './schemas/headers.ts';
import { listOf } from './schemas/list.ts';
import { changeId, projectId, reason, reasonBody, sha256 } from './schemas/names.ts';
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

const one = {
  group: 'projects',
  access: 'Ops.Reader',
  params: { project: projectId },
  problems: ['not-found'],
} as const;
const change = { group: 'projects', access: 'Ops.Operator' } as const;
const waits = z.strictObject({ pending: pendingChange }).meta({ description: 'It waits for a second operator.' });

export const projects = {
  listProjects: data('GET', {
    group: 'projects',
    access: 'Ops.Reader',
    path: 'ops/projects',
    summary:
      'Projects that fit the parameters; apart from them those whose definition the rules of today refuse, and those whose first one waits.',
    query: projectQuery,
    answers: { 200: listedProjects },
    problems: ['refused'],
  }),
  showProject: data('GET', {
    ...one,
    path: 'ops/projects/{project}',
    summary:
      'The definition in force, with the ETag that a change must name, the change that waits, and how far a closing has come.',
    answers: { 200: shownProject },
  }),
  putProject: data('PUT', {
    ...change,
    path: 'ops/projects/{project}',
    summary:
      'Puts a new definition with `If-None-Match: *`, a changed one with `If-Match`; 202 when a second operator has to confirm it.',
    params: { project: projectId },
    headers: preconditions.extend(reasonHeader.shape).extend(seenHeader.shape),
    body: definition,
    answers: { 200: shownProject, 201: shownProject, 202: waits },
    problems: ['refused', 'forbidden', 'precondition-required', 'precondition-failed', 'endings-unseen'],
  }),
  listVersions: data('GET', {
    ...one,
    path: 'ops/projects/{project}/versions',
    summary: 'Every definition that was ever accepted, newest first, and which one is in force.',
    answers: { 200: listOf(version) },
  }),
  showVersion: data('GET', {
    ...one,
    path: 'ops/projects/{project}/versions/{hash}',
    summary: 'One of them, byte for byte as it was stored.',
    params: { project: projectId, hash: sha256 },
    answers: { 200: z.looseObject({}).meta({ description: 'The definition, by whichever rules it was accepted.' }) },
  }),
  showDiff: data('GET', {
    ...one,
    path: 'ops/projects/{project}/diff',
    summary:
      'What changed from one version to another, in sentences; without parameters what the change that waits would change, or else what the last one did.',
    query: diffQuery,
    answers: { 200: comparedVersions },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  confirmChange: data('POST', {
    ...change,
    path: 'ops/projects/{project}/changes/{id}/confirm',
    summary: 'Puts the pending change of a colleague in force.',
    params: { project: projectId, id: changeId },
    headers: reasonHeader,
    body: reasonBody,
    answers: { 200: shownProject },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  takeBackChange: data('DELETE', {
    ...change,
    path: 'ops/projects/{project}/changes/{id}',
    summary: 'Takes a pending change back.',
    params: { project: projectId, id: changeId },
    headers: reasonHeader,
    body: reasonBody,
    answers: { 200: z.strictObject({ takenBack: z.string() }) },
    problems: ['forbidden', 'not-found'],
  }),
  goBackOnChange: data('POST', {
    ...change,
    path: 'ops/projects/{project}/go-back',
    summary:
      'Undoes what the change in force stopped or ended (first and last day, hibernated, closed), for whoever put it, once and within a day. Nothing else of it.',
    params: { project: projectId },
    headers: preconditions.pick({ 'if-match': true }).extend(reasonHeader.shape),
    body: reasonBody,
    answers: { 200: shownProject },
    problems: [
      'refused',
      'forbidden',
      'not-found',
      'illegal-move',
      'broken-definition',
      'precondition-required',
      'precondition-failed',
    ],
  }),
  closeProject: data('POST', {
    ...change,
    path: 'ops/projects/{project}/close',
    summary: 'Closes the project for good, once a second operator has confirmed it.',
    params: { project: projectId },
    headers: preconditions.pick({ 'if-match': true }),
    body: closeBody,
    answers: { 200: shownProject, 202: waits },
    problems: [
      'refused',
      'forbidden',
      'not-found',
      'illegal-move',
      'broken-definition',
      'precondition-required',
      'precondition-failed',
    ],
  }),
};
