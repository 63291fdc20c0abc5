import { findSubject } from '../../compute/functions/compute.ts';
import type { Reconciler } from '../../compute/reconcile/reconcile.ts';
import type { Door } from '../../domain/base/door.ts';
import { Forbidden } from '../../domain/base/errors.ts';
import { isResearcher } from '../../domain/people/people.ts';
import { operationAt } from '../../functions/operation/operations.ts';
import type { Caller } from '../../web/caller.ts';
import type { Read } from '../../web/reading.ts';
import type { explain } from './descriptions.ts';
import { explainCompute } from './domain/compute.ts';
import { namingDefinition, type ProjectStatus } from './domain/project-status.ts';
import { type ExplainPorts, explainDefinition, explainOne, requireStatus } from './explain.ts';

export interface ExplainServices extends ExplainPorts {
  readonly reconciler: Reconciler;
}

/** GET ops/datasets/{project}/{id}/explain and ops/exports/…: what one operation waits for, who can do what next, what was tried. */
export function answerOperation(door: Door) {
  return (async (services, { caller, params, workflows }) =>
    await explainOne(services, workflows, await operationAt(services, params, door), caller)) satisfies Read<
    ExplainServices,
    typeof explain.explainDataset
  >;
}

/** GET ops/projects/{project}/explain: the same of a project. */
export const answerProject = (async (services, { caller, params }) => {
  const standing = await requireStatus(services, params.project);
  refuseOwnProject(standing, caller);
  return await explainDefinition(services, standing);
}) satisfies Read<ExplainPorts, typeof explain.explainProject>;

/** GET ops/compute/{project}/explain: the same of the computes of a project. */
export const answerCompute = (async (services, { caller, params }) => {
  const { subject, all } = await findSubject(services, params.project);
  const standing = await requireStatus(services, subject.project);
  refuseOwnProject(standing, caller);
  const looked = await services.reconciler.look(subject, all);
  return explainCompute({ standing, ...looked, now: services.clock.now() });
}) satisfies Read<ExplainServices, typeof explain.explainCompute>;

/** Where operators are researchers they see what everybody sees who takes part, at /api/mine. Throws Forbidden. */
export function refuseOwnProject(standing: ProjectStatus, caller: Caller): void {
  const naming = namingDefinition(standing);
  if (naming === undefined || !isResearcher(naming, caller)) return;
  throw new Forbidden(
    `You are a researcher of ${standing.id}: /api/mine shows you what you may know of it. Ask another operator.`,
  );
}
