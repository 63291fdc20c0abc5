import {
  type BrokenRule,
  type ComputeDefinition,
  type ComputeKind,
  type ComputePlace,
  computeKind,
  computeKinds,
  namedComputes,
} from '../../domain/project/compute-definition.ts';
import { byName } from './world.ts';

export interface DefinedCompute {
  readonly project: string;
  readonly definition: ComputeDefinition;
}

export interface TakenName {
  readonly project: string;
  /** Where a name is given once: machines share their resource group, clusters and instances together the workspace. */
  readonly place: ComputePlace;
  readonly name: string;
}

export function takenNamesOf(project: string, all: readonly DefinedCompute[]): TakenName[] {
  return all
    .filter((other) => other.project !== project)
    .flatMap((other) =>
      namedComputes(other.definition).map(({ kind, name }) => {
        return { project: other.project, place: computeKinds[kind].place, name };
      }),
    );
}

/** Tells the project whose definition holds a name too, in the same place. */
export function takenNameFinder(
  takenNames: readonly TakenName[],
): (kind: ComputeKind, name: string) => TakenName['project'] | undefined {
  const holders = Map.groupBy(takenNames, ({ place }) => place);
  const finders = new Map([...holders].map(([place, names]) => [place, byName(names)]));
  return (kind, name) => finders.get(computeKinds[kind].place)?.(name)?.project;
}

/** Of the other project nothing is said but its id. */
export function nameProblems({ project, definition }: DefinedCompute, all: readonly DefinedCompute[]): BrokenRule[] {
  const holderOf = takenNameFinder(takenNamesOf(project, all));
  return computeKind.options.flatMap((kind) => {
    const { list } = computeKinds[kind];
    return definition[list].flatMap(({ name }, index) => {
      const holder = holderOf(kind, name);
      if (holder === undefined) return [];
      const message = `must be another name: the project ${holder} has it already (upper and lower case are the same)`;
      return [{ rule: 'name-of-one-project', path: `compute.${list}[${index}].name`, value: name, message }];
    });
  });
}
