import {
  type BrokenRule,
  type ComputeDefinition,
  type ComputeKind,
  type ComputePlace,
  computeKind,
  computeKinds,
  namedComputes,
} from '../../domain/project/compute-definition.ts';

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

export function takenNamesOf(all: readonly DefinedCompute[]): TakenName[] {
  return all.flatMap(({ project, definition }) =>
    namedComputes(definition).map(({ kind, name }) => ({ project, place: computeKinds[kind].place, name })),
  );
}

/** Who holds each name. One list shows all projects, each of which asks it, and it is never changed once it is made. */
const holders = new WeakMap<readonly TakenName[], ReadonlyMap<string, readonly TakenName[]>>();

/** Tells the other project whose definition holds a name too, in the same place. */
export function takenNameFinder(
  project: string,
  takenNames: readonly TakenName[],
): (kind: ComputeKind, name: string) => TakenName['project'] | undefined {
  const key = (place: ComputePlace, name: string) => `${place} ${name.toLowerCase()}`;
  const known = holders.get(takenNames) ?? Map.groupBy(takenNames, ({ place, name }) => key(place, name));
  holders.set(takenNames, known);
  return (kind, name) =>
    known.get(key(computeKinds[kind].place, name))?.find((holder) => holder.project !== project)?.project;
}

/** Of the other project nothing is said but its id. */
export function nameProblems({ project, definition }: DefinedCompute, all: readonly DefinedCompute[]): BrokenRule[] {
  const holderOf = takenNameFinder(project, takenNamesOf(all));
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
