import { noProject } from '../../activities/operation/operations.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { refuseResearcherToRead } from '../../functions/operation/refuse-researcher.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Read } from '../../web/reading.ts';
import type { compute } from '../descriptions.ts';
import { shownHours } from '../domain/usage/shown-hours.ts';

/** GET ops/compute/{project}/hours: how long the machines and instances ran in each month, and how much of the budget is used. */
export const showComputeHours = (async (services, { caller, params: { project } }) => {
  await refuseResearcherToRead(services.projects, caller, project);
  const stored = await services.projects.get(project);
  if (stored === undefined) throw new NotFound(noProject(project));
  const hours = (await services.hours.ofAll()).get(project);
  return { project, ...shownHours(hours, stored.value.compute.budgetHours, services.clock.now()) };
}) satisfies Read<Pick<Ports, 'hours' | 'projects' | 'clock'>, typeof compute.computeHours>;
