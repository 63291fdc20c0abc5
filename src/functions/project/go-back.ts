import { goBack } from '../../use-cases/project/go-back.ts';
import { readClosing } from '../../use-cases/project/read-closing.ts';
import { amendRoundsOf } from '../../use-cases/review/amend-rounds.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import { requireReason } from '../../web/reason.ts';
import { type ChangeServices, expectedEtag, unlessChanged } from './change-project.ts';
import { projectAnswer, shownProject } from './project-answer.ts';

/**
 * POST ops/projects/{project}/go-back with a reason and the ETag of the definition in force as If-Match: whoever put it takes back what it
 * stopped or ended, once and within a day.
 */
export function goBackOnChange(services: ChangeServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const etag = expectedEtag(request);
    if (etag === null)
      throw new HttpProblem('bad-request', 'Send If-Match with the ETag of the definition that you go back on');
    const reason = await requireReason(request);
    const project = param(request, 'project');
    const put = await unlessChanged(goBack(services, { project, etag, caller, reason }));
    await amendRoundsOf(services, workflows, project);
    return projectAnswer(200, shownProject(put, { closing: await readClosing(services, put) }));
  };
}
