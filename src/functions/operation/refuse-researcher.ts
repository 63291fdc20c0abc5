import { Forbidden } from '../../domain/base/errors.ts';
import { isResearcher, partIn } from '../../domain/people/people.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { isResearcherIn, researcherText } from '../../use-cases/people/readable-projects.ts';
import type { Caller } from '../../web/caller.ts';

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

/** Refuses an operator or reader who asks for what their role shows of a project in which they are a researcher. Throws Forbidden. */
export async function refuseResearcherToRead(
  projects: Pick<ProjectStore, 'find'>,
  caller: Caller,
  project: string,
): Promise<void> {
  const found = await projects.find(project);
  if (found !== undefined && isResearcherIn(found, caller)) throw new Forbidden(researcherText(project));
}

/** Refuses an operator's act on a review in whose project they take any part: it would be their own review. Throws Forbidden. */
export async function requireNoPart(
  projects: Pick<ProjectStore, 'get'>,
  caller: Caller,
  project: string,
): Promise<void> {
  const stored = await projects.get(project);
  const part = stored === undefined ? undefined : partIn(stored.value, caller);
  if (part === undefined) return;
  throw new Forbidden(`You are ${part} of ${project} and do not steer its reviews. Ask another operator.`);
}
