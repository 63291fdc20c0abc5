import { withoutComputes } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import { computeEndOf, isActive, mayCompute } from '../../domain/project/project-time.ts';
import type { InForce } from '../../ports/records.ts';
import type { ReconcileSubject } from './reconcile.ts';

/**
 * What the reconciler needs to know of a project. A closed one names no compute any more, so with `prune` all of them are deleted at once,
 * unless it says for how many days they are kept or is hibernated; else they are switched off as after its end. `inForce`: of a definition that is; of one
 * that nobody has put yet nothing is told, so nothing is deleted for it.
 */
export function subjectOf(project: Project, now: Date, inForce?: InForce): ReconcileSubject {
  const { id, compute, closed } = project;
  if (closed === undefined || !compute.prune || compute.keepComputeDays !== undefined || project.hibernated) {
    const hibernated = project.hibernated && isActive(project, now);
    const end = computeEndOf(project, inForce ?? { hash: '', since: now.toISOString() }, now);
    const subject = { project: id, definition: compute, active: mayCompute(project, now), hibernated };
    return end === undefined ? subject : { ...subject, end };
  }
  return { project: id, definition: withoutComputes(compute), active: true };
}
