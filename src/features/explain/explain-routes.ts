import { findSubject } from '../../compute/functions/compute.ts';
import type { Reconciler } from '../../compute/reconcile/reconcile.ts';
import type { Door } from '../../domain/base/door.ts';
import { Forbidden } from '../../domain/base/errors.ts';
import { isResearcher } from '../../domain/people/people.ts';
import { findOperation } from '../../functions/operation/operations.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type Caller, type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { explainCompute } from './domain/compute.ts';
import { namingDefinition, type ProjectStanding } from './domain/standing.ts';
import { type ExplainPorts, explainDefinition, explainOne, requireStanding } from './explain.ts';

export interface ExplainServices extends CallerCheck, ExplainPorts {
  readonly reconciler: Reconciler;
}

/** GET ops/datasets/{project}/{id}/explain and ops/exports/…: what one operation waits for, who can do what next, what was tried. */
export function tellOfOperation(services: ExplainServices, door: Door): Handler {
  return async (request, orchestrations) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const operation = await findOperation(services, request, door);
    return jsonAnswer(200, await explainOne(services, orchestrations, operation, caller));
  };
}

/** GET ops/projects/{project}/explain: the same of a project. */
export function tellOfProject(services: ExplainServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const standing = await requireStanding(services, param(request, 'project'));
    refuseOwnProject(standing, caller);
    return jsonAnswer(200, await explainDefinition(services, standing));
  };
}

/** GET ops/compute/{project}/explain: the same of the computes of a project. */
export function tellOfCompute(services: ExplainServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const { subject, all } = await findSubject(services, request);
    const standing = await requireStanding(services, subject.project);
    refuseOwnProject(standing, caller);
    const looked = await services.reconciler.look(subject, all);
    return jsonAnswer(200, explainCompute({ standing, ...looked, now: services.clock.now() }));
  };
}

/** Where operators are researchers they see what everybody sees who takes part, at /api/mine. Throws Forbidden. */
export function refuseOwnProject(standing: ProjectStanding, caller: Caller): void {
  const naming = namingDefinition(standing);
  if (naming === undefined || !isResearcher(naming, caller)) return;
  throw new Forbidden(
    `You are a researcher of ${standing.id}: /api/mine shows you what you may know of it. Ask another operator.`,
  );
}
