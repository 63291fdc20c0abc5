import { countText } from '../../domain/base/count-text.ts';
import { computeKinds, namedComputes } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { Consequence } from './domain/consequence.ts';

const isInWorkspace = (project: Project | undefined): boolean =>
  project !== undefined && namedComputes(project.compute).some(({ kind }) => computeKinds[kind].place === 'workspace');

/** One workspace serves one project: from the second on, people see what others do there. Said where a definition begins to use it. */
export async function sharedWorkspace(
  { projects }: { readonly projects: Pick<ProjectStore, 'list'> },
  before: Project | undefined,
  after: Project,
): Promise<Consequence[]> {
  if (!isInWorkspace(after) || isInWorkspace(before)) return [];
  let others = 0;
  for await (const found of projects.list())
    if ('value' in found && found.value.id !== after.id && !found.value.closed && isInWorkspace(found.value))
      others += 1;
  if (others === 0) return [];
  const sentence = `The one workspace of Machine Learning has computes of ${countText(others, 'other project')} already. People of all of them see it, and their notebooks and jobs lie in one account: where projects must not meet, deploy an environment for each.`;
  return [{ kind: 'workspace-shared', sentence, touches: [] }];
}
