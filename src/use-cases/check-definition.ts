import { type DefinedCompute, nameProblems } from '../domain/compute/claims.ts';
import { imageProblems } from '../domain/compute/images.ts';
import { Refused } from '../domain/errors.ts';
import type { Problem } from '../domain/operation.ts';
import type { Project } from '../domain/project.ts';
import type { ProjectStore } from '../ports/records.ts';

/** What a definition is held against besides its own rules. */
export interface CheckPorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  /** Names of the images that the deployment has. */
  readonly images: readonly string[];
}

/** Refuses a definition that wants what the deployment lacks or another project has. Two at the same moment may both pass; the reconciler then makes the name for neither. */
export async function checkDefinition({ projects, images }: CheckPorts, { id, compute }: Project): Promise<void> {
  const all: DefinedCompute[] = [];
  if (compute.virtualMachines.length + compute.clusters.length + compute.instances.length > 0) {
    for await (const found of projects.list()) {
      if ('value' in found) all.push({ project: found.value.id, definition: found.value.compute });
    }
  }
  const problems = [...nameProblems({ project: id, definition: compute }, all), ...imageProblems(compute, images)];
  if (problems.length > 0) throw refusedDefinition(problems);
}

/** The refusal of a definition with everything that it breaks. */
export function refusedDefinition(problems: readonly Problem[]): Refused {
  const broken = problems.length === 1 ? 'one rule' : `${problems.length} rules`;
  return new Refused(`The definition breaks ${broken}; nothing was changed`, problems);
}
