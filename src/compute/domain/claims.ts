import type { BrokenRule, ComputeDefinition } from '../../domain/project/compute-definition.ts';
import { byName } from './world.ts';

export interface DefinedCompute {
  readonly project: string;
  readonly definition: ComputeDefinition;
}

/** Where a name is given once: machines share their resource group, clusters and instances together the workspace. */
type Place = 'resource-group' | 'workspace';

export interface Rival {
  readonly project: string;
  readonly place: Place;
  readonly name: string;
}

const placeOf = { virtualMachines: 'resource-group', clusters: 'workspace', instances: 'workspace' } as const;
const lists = ['virtualMachines', 'clusters', 'instances'] as const;

export function rivalsOf(project: string, all: readonly DefinedCompute[]): Rival[] {
  return all
    .filter((other) => other.project !== project)
    .flatMap((other) =>
      lists.flatMap((list) =>
        other.definition[list].map(({ name }) => ({ project: other.project, place: placeOf[list], name })),
      ),
    );
}

/** Tells the project whose definition holds a name too, in the same place. */
export function rivalFinder(
  rivals: readonly Rival[],
): (list: (typeof lists)[number], name: string) => Rival['project'] | undefined {
  const holders = {
    'resource-group': byName(rivals.filter(({ place }) => place === 'resource-group')),
    workspace: byName(rivals.filter(({ place }) => place === 'workspace')),
  };
  return (list, name) => holders[placeOf[list]](name)?.project;
}

/** Of the other project nothing is said but its id. */
export function nameProblems({ project, definition }: DefinedCompute, all: readonly DefinedCompute[]): BrokenRule[] {
  const rivalFor = rivalFinder(rivalsOf(project, all));
  return lists.flatMap((list) =>
    definition[list].flatMap(({ name }, index) => {
      const holder = rivalFor(list, name);
      if (holder === undefined) return [];
      const message = `must be another name: the project ${holder} has it already (upper and lower case are the same)`;
      return [{ rule: 'name-of-one-project', path: `compute.${list}[${index}].name`, value: name, message }];
    }),
  );
}
