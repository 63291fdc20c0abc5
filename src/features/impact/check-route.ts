import type { ComputePlan } from '../../compute/domain/plan.ts';
import type { Reconciler, ReconcileSubject } from '../../compute/reconcile/reconcile.ts';
import { subjectOf } from '../../compute/reconcile/subject.ts';
import type { Project } from '../../domain/project/project.ts';
import { refuseResearcherToRead } from '../../functions/operation/refuse-researcher.ts';
import type { EndingServices } from '../../functions/project/change-project.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { type CheckChangePorts, checkChange, previewEndings } from './check-change.ts';

export type CheckProjectServices = CallerCheck &
  Omit<CheckChangePorts, 'planFor'> & {
    readonly projects: Pick<ProjectStore, 'find' | 'list'>;
    readonly reconciler: Pick<Reconciler, 'planFor'>;
  };

/**
 * POST ops/projects/{project}/check with a definition as PUT takes it: what is wrong with it, how it differs from the one in force, what of
 * it waits for a second operator, and what it would bring about. Changes nothing.
 */
export function checkProject(services: CheckProjectServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const body = await readJson(request);
    const planFor = (definition: Project) => planAs(services, definition);
    return jsonAnswer(
      200,
      await checkChange({ ...services, planFor }, { project: param(request, 'project'), body, caller }),
    );
  };
}

/** What putting a definition would stop or end, for the route that puts it. */
export function endingsOf(services: CheckProjectServices): EndingServices['endingsOf'] {
  const planFor = (definition: Project) => planAs(services, definition);
  return (standing, project, caller) => previewEndings({ ...services, planFor }, standing, project, caller);
}

/** Plans the computes of a project as if that were its definition. */
async function planAs(
  { projects, reconciler, clock }: CheckProjectServices,
  definition: Project,
): Promise<ComputePlan> {
  const now = clock.now();
  const subject = subjectOf(definition, now);
  const all: ReconcileSubject[] = [subject];
  for await (const found of projects.list())
    if ('value' in found && found.value.id !== definition.id) all.push(subjectOf(found.value, now, found));
  return await reconciler.planFor(subject, all);
}
