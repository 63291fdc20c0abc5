import { noProject } from '../../activities/operation/operations.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { refuseResearcherToRead } from '../../functions/operation/refuse-researcher.ts';
import type { Ports } from '../../ports/ports.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { shownHours } from '../domain/usage/shown-hours.ts';

export type ComputeHoursServices = CallerCheck & Pick<Ports, 'hours' | 'projects' | 'clock'>;

/** GET ops/compute/{project}/hours: how long the machines and instances ran in each month, and how much of the budget is used. */
export function showComputeHours(services: ComputeHoursServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const id = param(request, 'project');
    await refuseResearcherToRead(services.projects, caller, id);
    const stored = await services.projects.get(id);
    if (stored === undefined) throw new NotFound(noProject(id));
    const hours = (await services.hours.ofAll()).get(id)?.value;
    const shown = shownHours(hours, stored.value.compute.budgetHours, services.clock.now());
    return jsonAnswer(200, { project: id, ...shown });
  };
}
