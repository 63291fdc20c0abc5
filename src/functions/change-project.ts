import { Refused } from '../domain/errors.ts';
import { describeProblems, type Project, projectSchema } from '../domain/project.ts';
import { ConflictError } from '../ports/records.ts';
import {
  type Changed,
  type ChangePorts,
  changeDefinition,
  type WantedDefinition,
} from '../use-cases/change-definition.ts';
import { type CheckPorts, checkDefinition, refusedDefinition } from '../use-cases/check-definition.ts';
import { confirmChange, takeBackChange } from '../use-cases/confirm-change.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type Caller, type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../web/handler.ts';
import { HttpProblem } from '../web/http-problem.ts';
import { reasonGiven, reasonInHeader, requireReason } from '../web/reason.ts';
import { changedAnswer, projectAnswer } from './project-answer.ts';

/** What changing projects needs. */
export type ChangeServices = CallerCheck & ChangePorts & CheckPorts;

/** PUT ops/projects/{project}: creates with `If-None-Match: *`, replaces with `If-Match: {ETag}`. 202 when a second operator must confirm it. */
export function putProject(services: ChangeServices): Handler {
  return async (request) => {
    const caller = await requireOperator(services, request);
    const etag = preconditionOf(request);
    const project = parseProject(await readJson(request), param(request, 'project'));
    await checkDefinition(services, project);
    const changed = await change(services, { project, etag, caller, reason: reasonInHeader(request) });
    return changedAnswer(etag === null ? 201 : 200, changed);
  };
}

/** POST ops/projects/{project}/changes/{id}/confirm with a reason: the second operator puts the change in force. */
export function confirmPending(services: ChangeServices): Handler {
  return async (request) => {
    const caller = await requireOperator(services, request);
    const reason = await requireReason(request);
    const [project, id] = [param(request, 'project'), param(request, 'id')];
    return projectAnswer(200, await confirmChange(services, { project, id, caller, reason }));
  };
}

/** DELETE ops/projects/{project}/changes/{id}: takes the change back. */
export function takeBackPending(services: ChangeServices): Handler {
  return async (request) => {
    const caller = await requireOperator(services, request);
    const reason = await reasonGiven(request);
    const [project, id] = [param(request, 'project'), param(request, 'id')];
    await takeBackChange(services, { project, id, caller, reason });
    return jsonAnswer(200, { takenBack: id });
  };
}

async function requireOperator(services: ChangeServices, request: WebRequest): Promise<Caller> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  return caller;
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

async function change(services: ChangeServices, wanted: WantedDefinition): Promise<Changed> {
  try {
    return await changeDefinition(services, wanted);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new HttpProblem('precondition-failed', `${error.message}. Read it again and repeat what still makes sense.`);
  }
}
