import { createHash, randomUUID } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import { requireProject } from '../activities/operations.ts';
import { note } from '../domain/audit-event.ts';
import { Refused } from '../domain/errors.ts';
import { describeProblems, type Project, projectSchema } from '../domain/project.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Clock } from '../ports/ports.ts';
import { ConflictError, type ProjectStore, type Stored } from '../ports/records.ts';
import { checkDefinition, refusedDefinition } from '../use-cases/check-definition.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';

/** What the project routes need. */
export interface ProjectServices extends CallerCheck {
  readonly projects: ProjectStore;
  /** Names of the images that definitions may use. */
  readonly images: readonly string[];
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
}

/** GET ops/projects: id, title and dates of every project. */
export function listProjects(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const items: Pick<Project, 'id' | 'title' | 'tier' | 'starts' | 'ends'>[] = [];
    for await (const { value } of services.projects.list()) {
      const { id, title, tier, starts, ends } = value;
      items.push({ id, title, tier, starts, ends });
    }
    return jsonAnswer(200, { items });
  };
}

/** GET ops/projects/{project}: the definition, with the ETag that a change must name. */
export function showProject(services: ProjectServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    return projectAnswer(200, await requireProject(services.projects, param(request, 'project')));
  };
}

/** PUT ops/projects/{project}: creates with `If-None-Match: *`, replaces with `If-Match: {ETag}`. */
export function putProject(services: ProjectServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const etag = preconditionOf(request);
    const project = parseProject(await readJson(request), param(request, 'project'));
    await checkDefinition(services, project);
    const change = projectChange(services, project, caller.oid);
    await change.record('project.change-intended', {});
    const stored = await write(services.projects, project, etag);
    await change.record('project.changed', { etag: stored.etag, created: etag === null });
    return projectAnswer(etag === null ? 201 : 200, stored);
  };
}

function projectAnswer(status: number, { value, etag }: Stored<Project>): HttpResponseInit {
  return jsonAnswer(status, value, { etag: /^(W\/)?"/.test(etag) ? etag : `"${etag}"` });
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

async function write(projects: ProjectStore, project: Project, etag: string | null): Promise<Stored<Project>> {
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
    record: (kind: string, data: Record<string, string | boolean>) => {
      const parts = { id: `${request}.${kind}`, at: services.clock.now(), kind, actor, data: { definition, ...data } };
      return services.audit.append(project.id, [note(project.id, parts)]);
    },
  };
}
