import { isActive, type Project } from '../domain/project.ts';
import type { ReconcileSubject } from './reconcile.ts';

/** What the reconciler needs to know of a project. */
export function subjectOf(project: Project, now: Date): ReconcileSubject {
  return { project: project.id, definition: project.compute, active: isActive(project, now) };
}
