import { Forbidden } from '../domain/errors.ts';
import { isResearcher } from '../domain/people.ts';
import type { ProjectStore } from '../ports/records.ts';
import type { Caller } from '../web/caller.ts';

/**
 * Refuses an operator's act in a project in which they are a researcher: there the role gives them nothing but to suspend somebody.
 * Throws Forbidden.
 */
export async function refuseResearcher(
  projects: Pick<ProjectStore, 'get'>,
  caller: Caller,
  project: string,
): Promise<void> {
  const stored = await projects.get(project);
  if (stored === undefined || !isResearcher(stored.value, caller)) return;
  throw new Forbidden(
    `You are a researcher of ${project}, and operators do nothing in such a project. Ask another one.`,
  );
}
