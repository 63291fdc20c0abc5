import { diffQuery } from '../../api/projects.ts';
import { type ComparePorts, compareDefinitionVersions } from '../../use-cases/project/compare-definitions.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { refuseResearcherToRead } from '../operation/refuse-researcher.ts';

export type CompareServices = CallerCheck & ComparePorts;

/**
 * GET ops/projects/{project}/diff: what changed from the version `?from=` to the version `?to=`, in sentences. Without them: what the change
 * that waits would change, and where none waits, what the last change did.
 */
export function showDiff(services: CompareServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const project = param(request, 'project');
    await refuseResearcherToRead(services.projects, caller, project);
    return jsonAnswer(200, await compareDefinitionVersions(services, project, queryOf(request, diffQuery)));
  };
}
