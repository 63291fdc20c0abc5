import { isActive, type Project } from '../domain/project.ts';
import type { ReconcileSubject } from './reconcile.ts';

/**
 * What the reconciler needs to know of a project. A closed one names no compute any more, so with `prune` all of them are deleted; without
 * it they are switched off as after its end, and people delete them.
 */
export function subjectOf(project: Project, now: Date): ReconcileSubject {
  const { id, compute, closed } = project;
  if (closed === undefined || !compute.prune)
    return { project: id, definition: compute, active: isActive(project, now) };
  return { project: id, definition: { ...compute, virtualMachines: [], clusters: [], instances: [] }, active: true };
}
