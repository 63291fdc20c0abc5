import type { projects } from '../../api/projects.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { stillPending } from '../../domain/definition/pending-change.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { type GoingBackPorts, readGoingBack } from '../../use-cases/project/go-back.ts';
import { type ClosingPorts, readClosing } from '../../use-cases/project/read-closing.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import type { Read } from '../../web/reading.ts';
import { projectAnswer, shownProject, type TaggedProject } from './project-answer.ts';

export type ProjectPorts = ClosingPorts & GoingBackPorts & Pick<Ports, 'projects' | 'changes' | 'clock'>;
export type ProjectServices = CallerCheck & ProjectPorts;

/**
 * GET ops/projects/{project}: the definition and the hash of its version, with the ETag that a change must name. Of a definition that
 * the rules of today refuse: its text as `raw` and what it breaks. `pending` is the change that waits for a second operator; `closing` says
 * how far the closing of a closed project has come, and null of any other; `goingBack` what whoever put the definition may undo alone.
 */
export function showProject(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    return projectAnswer(200, await readProject(services, param(request, 'project')));
  };
}

/** Throws NotFound. */
export async function readProject(services: ProjectPorts, id: string): Promise<TaggedProject> {
  const [found, change] = await Promise.all([services.projects.find(id), services.changes.get(id)]);
  const pending = change && stillPending(change.value, found?.hash ?? null, services.clock.now()) === 'open';
  if (found === undefined && !pending) throw new NotFound(`There is no project ${id}`);
  const [closing, goingBack] = await Promise.all([readClosing(services, found), readGoingBack(services, found)]);
  return shownProject(found, { change: pending ? change.value : null, closing, goingBack });
}

/** GET ops/projects/{project}/versions: every definition that was ever accepted, newest first, and which one is in force. */
export const listVersions = (async (services, { params }) => {
  const id = params.project;
  const [found, versions] = await Promise.all([services.projects.find(id), services.projects.versions(id)]);
  if (found === undefined) throw new NotFound(`There is no project ${id}`);
  const items = versions.map((version) => ({ ...version, inForce: version.hash === found.hash }));
  return { items, continuation: null };
}) satisfies Read<Pick<Ports, 'projects'>, typeof projects.listVersions>;

/** GET ops/projects/{project}/versions/{hash}: one of them, byte for byte as it was stored. */
export function showVersion(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const body = await readVersion(services.projects, param(request, 'project'), param(request, 'hash'));
    return { ...jsonAnswer(200, null), body };
  };
}

/** Throws NotFound. */
export async function readVersion(projects: Pick<ProjectStore, 'version'>, id: string, hash: string): Promise<string> {
  const text = /^[0-9a-f]{64}$/.test(hash) ? await projects.version(id, hash) : undefined;
  if (text === undefined) throw new NotFound(`The project ${id} never had a definition with the hash ${hash}`);
  return text;
}
