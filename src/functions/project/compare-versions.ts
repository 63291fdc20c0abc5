import type { projects } from '../../api/projects.ts';
import { type ComparePorts, compareDefinitionVersions } from '../../use-cases/project/compare-definitions.ts';
import type { Read } from '../../web/reading.ts';
import { refuseResearcherToRead } from '../operation/refuse-researcher.ts';

/**
 * GET ops/projects/{project}/diff: what changed from the version `?from=` to the version `?to=`, in sentences. Without them: what the change
 * that waits would change, and where none waits, what the last change did.
 */
export const showDiff = (async (services, { caller, params, query }) => {
  await refuseResearcherToRead(services.projects, caller, params.project);
  return await compareDefinitionVersions(services, params.project, query);
}) satisfies Read<ComparePorts, typeof projects.showDiff>;
