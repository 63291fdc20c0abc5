import { createHash, randomUUID } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import { note } from '../domain/audit-event.ts';
import { NotFound, Refused } from '../domain/errors.ts';
import { describeProblems, type Project, projectSchema } from '../domain/project.ts';
import { type BrokenProject, ConflictError, type ProjectStore, type StoredProject } from '../ports/records.ts';
import { type AmendRoundsPorts, amendRoundsOf } from '../use-cases/amend-rounds.ts';
import { checkDefinition, refusedDefinition } from '../use-cases/check-definition.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';

/** What the project routes need. */
export interface ProjectServices extends CallerCheck, AmendRoundsPorts {
  readonly projects: ProjectStore;
  /** Names of the images that definitions may use. */
  readonly images: readonly string[];
  readonly publicBaseUrl: string;
}

/** GET ops/projects: id, title and dates of every project; apart from them those whose definition the rules of today refuse. */
export function listProjects(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const items: Pick<Project, 'id' | 'title' | 'tier' | 'starts' | 'ends'>[] = [];
    const broken: Pick<BrokenProject, 'id' | 'etag' | 'problems'>[] = [];
    for await (const found of services.projects.list()) {
      if ('problems' in found) {
        broken.push({ id: found.id, etag: found.etag, problems: found.problems });
        continue;
      }
      const { id, title, tier, starts, ends } = found.value;
      items.push({ id, title, tier, starts, ends });
    }
    return jsonAnswer(200, { items, broken });
  };
}

/**
 * GET ops/projects/{project}: the definition and the hash of its version, with the ETag that a change must name. Of a definition that
 * the rules of today refuse: its text as `raw` and what it breaks.
 */
export function showProject(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const id = param(request, 'project');
    const found = await services.projects.find(id);
    if (found === undefined) throw new NotFound(`There is no project ${id}`);
    return projectAnswer(200, found);
  };
}

/** GET ops/projects/{project}/versions: every definition that was ever accepted, newest first, and which one is in force. */
export function listVersions(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const id = param(request, 'project');
    const [found, versions] = await Promise.all([services.projects.find(id), services.projects.versions(id)]);
    if (found === undefined) throw new NotFound(`There is no project ${id}`);
    return jsonAnswer(200, {
      items: versions.map((version) => ({ ...version, inForce: version.hash === found.hash })),
    });
  };
}

/** GET ops/projects/{project}/versions/{hash}: one of them, byte for byte as it was stored. */
export function showVersion(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const [id, hash] = [param(request, 'project'), param(request, 'hash')];
    const text = /^[0-9a-f]{64}$/.test(hash) ? await services.projects.version(id, hash) : undefined;
    if (text === undefined) throw new NotFound(`The project ${id} never had a definition with the hash ${hash}`);
    return { ...jsonAnswer(200, null), body: text };
  };
}

/** PUT ops/projects/{project}: creates with `If-None-Match: *`, replaces with `If-Match: {ETag}`. */
export function putProject(services: ProjectServices): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const etag = preconditionOf(request);
    const project = parseProject(await readJson(request), param(request, 'project'));
    await checkDefinition(services, project);
    const change = projectChange(services, project, caller.oid);
    await change.record('project.change-intended', {});
    const stored = await write(services.projects, project, etag);
    const amended = await amendRoundsOf(services, workflows, project.id);
    await change.record('project.changed', { etag: stored.etag, created: etag === null, ...amended });
    return projectAnswer(etag === null ? 201 : 200, stored);
  };
}

function projectAnswer(status: number, found: StoredProject | BrokenProject): HttpResponseInit {
  const { etag, hash } = found;
  const shown =
    'problems' in found
      ? { definition: null, hash, problems: found.problems, raw: found.raw }
      : { definition: found.value, hash, problems: [] };
  return jsonAnswer(status, shown, { etag: /^(W\/)?"/.test(etag) ? etag : `"${etag}"` });
}

function preconditionOf(request: WebRequest): string | null {
  const match = request.headers.get('if-match');
  const noneMatch = request.headers.get('if-none-match');
  if (match === null && noneMatch === null) {
    throw new HttpProblem(
      'precondition-required',
      'Send If-Match with the ETag you read, or If-None-Match: * to create',
    );
  }
  if (match === null) {
    if (noneMatch?.trim() === '*') return null;
    throw new HttpProblem('bad-request', 'If-None-Match must be *; to replace a project send If-Match with its ETag');
  }
  if (noneMatch === null && /^"[^"*,]+"$/.test(match.trim())) return match.trim();
  throw new HttpProblem(
    'bad-request',
    'If-Match must be the one ETag that was read, in its quotes, without If-None-Match',
  );
}

function parseProject(body: unknown, id: string): Project {
  const parsed = projectSchema.safeParse(body);
  if (!parsed.success) throw refusedDefinition(describeProblems(parsed.error, body));
  if (parsed.data.id === id) return parsed.data;
  const problem = { rule: 'same-id', path: 'id', value: parsed.data.id, message: `must be ${id}, as in the address` };
  throw new Refused(`The definition is of ${parsed.data.id}, but the address says ${id}; nothing was changed`, [
    problem,
  ]);
}

async function write(projects: ProjectStore, project: Project, etag: string | null): Promise<StoredProject> {
  try {
    return await projects.put(project, etag);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new HttpProblem('precondition-failed', `${error.message}. Read it again and repeat what still makes sense.`);
  }
}

function projectChange(services: ProjectServices, project: Project, actor: string) {
  const request = randomUUID();
  const definition = createHash('sha256').update(JSON.stringify(project)).digest('hex');
  return {
    record: (kind: string, data: Record<string, string | boolean | number>) => {
      const parts = { id: `${request}.${kind}`, at: services.clock.now(), kind, actor, data: { definition, ...data } };
      return services.audit.append(project.id, [note(project.id, parts)]);
    },
  };
}
