import { noProject } from '../../activities/operation/operations.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { BrokenDefinition, NotFound, Refused } from '../../domain/base/errors.ts';
import { refuseResearcher } from '../../functions/operation/refuse-researcher.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { HttpProblem } from '../../web/http-problem.ts';
import type { Read } from '../../web/reading.ts';
import { applyBody, type compute } from '../descriptions.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';
import type { Reconciler, ReconcileSubject } from '../reconcile/reconcile.ts';
import { subjectOf } from '../reconcile/subject.ts';

export interface ComputeServices extends CallerCheck {
  readonly projects: Pick<ProjectStore, 'get' | 'list'>;
  readonly reconciler: Reconciler;
  readonly looks: Pick<SnapshotStore, 'write'>;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
}

/** GET ops/compute/{project}/plan: what would be done, and the digest to apply it by. */
export const showPlan = (async (services, { caller, params }) => {
  await refuseResearcher(services.projects, caller, params.project);
  const { subject, all } = await findSubject(services, params.project);
  return await services.reconciler.planFor(subject, all);
}) satisfies Read<ComputeServices, typeof compute.planCompute>;

/** POST ops/compute/{project}/apply with `{ digest, reason }` of a plan that was shown: 409 when the world has moved since. */
export function applyPlan(services: ComputeServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const body = applyBody.safeParse(await readJson(request));
    if (!body.success) throw new Refused('Send { "digest": "…" } with the digest of the plan to apply');
    const id = param(request, 'project');
    await refuseResearcher(services.projects, caller, id);
    const { subject, all } = await findSubject(services, id);
    const { digest, reason = '' } = body.data;
    const at = services.clock.now();
    const asked = { id: `compute.apply-asked.${digest}.${at.getTime()}`, at, kind: 'compute.apply-asked' } as const;
    await services.audit.append(subject.project, [
      note(subject.project, { ...asked, actor: caller.oid, data: { digest, reason } }),
    ]);
    const { look, ...result } = await services.reconciler.applyPlan(subject, digest, all);
    // What was done is done, and the next run keeps another look.
    await services.looks.write(subject.project, look).catch(() => undefined);
    if (result.outcome === 'moved' || result.outcome === 'busy')
      throw new HttpProblem('conflict', conflicts[result.outcome]);
    return jsonAnswer(200, result);
  };
}

const conflicts = {
  moved: 'The plan is no longer the one with that digest; nothing was done. Get the plan again.',
  busy: 'Another run is at work on this project; nothing was done. Try again in a minute.',
} as const;

/** The project, and the definitions of all, since no name is made for two. */
export async function findSubject({ projects, clock }: Pick<ComputeServices, 'projects' | 'clock'>, id: string) {
  const now = clock.now();
  const all: ReconcileSubject[] = [];
  for await (const found of projects.list()) {
    if ('value' in found) all.push(subjectOf(found.value, now, found));
    else if (found.id === id) throw new BrokenDefinition(id, found.problems);
  }
  const subject = all.find(({ project }) => project === id);
  if (subject === undefined) throw new NotFound(noProject(id));
  return { subject, all };
}
