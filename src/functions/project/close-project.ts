import { closeBody } from '../../api/projects.ts';
import { Refused } from '../../domain/base/errors.ts';
import { closeProject } from '../../use-cases/project/close-project.ts';
import { amendRoundsOf } from '../../use-cases/review/amend-rounds.ts';
import { readJson } from '../../web/body.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { type ChangeServices, expectedEtag, unlessChanged } from './change-project.ts';
import { changedAnswer } from './project-answer.ts';

/**
 * POST ops/projects/{project}/close with `{ reason, releases }` and the ETag of the definition in force as If-Match: the project is closed
 * for good once a second operator has confirmed it, which is what 202 means.
 */
export function askToClose(services: ChangeServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const etag = expectedEtag(request);
    if (etag === null)
      throw new HttpProblem('bad-request', 'A project that exists is closed: send If-Match with the ETag you read');
    const project = param(request, 'project');
    const body = closeBody.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused(
        'Send { "reason": "…", "releases": "…" } with a reason of 1 to 1,000 characters, where "releases" is keep or revoke. Nothing was changed.',
      );
    const { reason, releases } = body.data;
    const changed = await unlessChanged(closeProject(services, { project, releases, etag, caller, reason }));
    if (changed.kind === 'changed') await amendRoundsOf(services, workflows, project);
    return changedAnswer(200, changed);
  };
}
