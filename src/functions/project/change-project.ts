import { seenHeaderName } from '../../api/schemas/headers.ts';
import { type Ending, unseenEndings } from '../../domain/definition/endings.ts';
import type { Project } from '../../domain/project/project.ts';
import { readSubmitted } from '../../domain/project/submitted-definition.ts';
import { ConflictError } from '../../ports/records.ts';
import { type ChangePorts, type CurrentProject, changeDefinition } from '../../use-cases/project/change-definition.ts';
import { type CheckPorts, checkDefinition, refusedDefinition } from '../../use-cases/project/check-definition.ts';
import { confirmChange, takeBackChange } from '../../use-cases/project/confirm-change.ts';
import { type ClosingPorts, readClosing } from '../../use-cases/project/read-closing.ts';
import { type AmendRoundsPorts, amendRoundsOf } from '../../use-cases/review/amend-rounds.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { Caller, CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { reasonGiven, reasonInHeader, requireReason } from '../../web/reason.ts';
import { changedAnswer, projectAnswer, shownProject } from './project-answer.ts';

export type ChangeServices = CallerCheck & ChangePorts & CheckPorts & AmendRoundsPorts & ClosingPorts;

export interface EndingServices {
  endingsOf(standing: CurrentProject, project: Project, caller: Caller): Promise<readonly Ending[]>;
}

/** PUT ops/projects/{project}: creates with `If-None-Match: *`, replaces with `If-Match: {ETag}`. 202 when a second operator must confirm it. */
export function putProject(services: ChangeServices & EndingServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const etag = expectedEtag(request);
    const project = parseProject(await readJson(request), param(request, 'project'));
    await checkDefinition(services, project);
    const shown = request.headers.get(seenHeaderName) ?? '';
    const seen = async (standing: CurrentProject) =>
      requireSeen(await services.endingsOf(standing, project, caller), shown);
    const reason = reasonInHeader(request);
    const changed = await unlessChanged(changeDefinition(services, { project, etag, caller, reason, seen }));
    if (changed.kind === 'changed') await amendRoundsOf(services, workflows, project.id);
    return changedAnswer(etag === null ? 201 : 200, changed);
  };
}

/** POST ops/projects/{project}/changes/{id}/confirm with a reason: the second operator puts the change in force. */
export function confirmPending(services: ChangeServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const reason = await requireReason(request);
    const [project, id] = [param(request, 'project'), param(request, 'id')];
    const confirmed = await confirmChange(services, { project, id, caller, reason });
    await amendRoundsOf(services, workflows, project);
    return projectAnswer(200, shownProject(confirmed, { closing: await readClosing(services, confirmed) }));
  };
}

/** DELETE ops/projects/{project}/changes/{id}: takes the change back. */
export function takeBackPending(services: ChangeServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const reason = await reasonGiven(request);
    const [project, id] = [param(request, 'project'), param(request, 'id')];
    await takeBackChange(services, { project, id, caller, reason });
    return jsonAnswer(200, { takenBack: id });
  };
}

/** The ETag that the definition in force must still have; null: there may be none yet. Throws HttpProblem. */
export function expectedEtag(request: WebRequest): string | null {
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

/** Throws HttpProblem where somebody was not shown all of what their definition stops or ends. */
function requireSeen(endings: readonly Ending[], shown: string): void {
  const unseen = unseenEndings(endings, shown);
  if (unseen.length === 0) return;
  const problems = unseen.map(({ kind, id, sentence }) => ({ rule: kind, path: null, value: id, message: sentence }));
  throw new HttpProblem(
    'endings-unseen',
    `It stops or ends what you were not shown; nothing was changed. Check it again and put it as the check shows it (a program sends what the check answers as endings in the header ${seenHeaderName}).`,
    problems,
  );
}

function parseProject(body: unknown, id: string): Project {
  const submitted = readSubmitted(body, id);
  if ('project' in submitted) return submitted.project;
  throw refusedDefinition(submitted.problems);
}

/** Throws HttpProblem `precondition-failed` where somebody else changed the definition first. */
export async function unlessChanged<Done>(change: Promise<Done>): Promise<Done> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw new HttpProblem('precondition-failed', `${error.message}. Read it again and repeat what still makes sense.`);
  }
}
