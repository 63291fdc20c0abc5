export type Tags = Readonly<Record<string, string>>;

/** What Azure shows of a compute of any kind. It may leave out the size. `failure`: why its last change failed. */
export interface Observed {
  readonly name: string;
  readonly size: string | undefined;
  readonly tags: Tags;
  readonly provisioningState: string;
  readonly failure?: string | undefined;
}

/** The tag that says whose a compute is. Only computes that carry it with the project's id are ever touched. */
export const projectTag = 'sallyport-project';
/** The tag that shows the power plan to people in the portal. */
export const powerPlanTag = 'sallyport-power';
/** The tag that remembers from which image a machine was made. */
export const imageTag = 'sallyport-image';

/** Value of a tag; Azure compares tag names without regard to case. */
export function tagValue(tags: Tags, name: string): string | undefined {
  return Object.entries(tags).find(([key]) => key.toLowerCase() === name)?.[1];
}

export function belongsTo(project: string, compute: { readonly tags: Tags }): boolean {
  return tagValue(compute.tags, projectTag) === project;
}

/** Where things stand in a list. One list shows all projects, each of which asks it, and it is never changed once it is made. */
const placesByName = new WeakMap<readonly unknown[], ReadonlyMap<string, number>>();
const placesByProject = new WeakMap<readonly unknown[], ReadonlyMap<string | undefined, readonly number[]>>();

/** Finds things by name, without regard to case, in a time that does not grow with their number. Of two of one name the first. */
export function byName<T extends { readonly name: string }>(list: readonly T[]): (name: string) => T | undefined {
  const places =
    placesByName.get(list) ?? new Map(list.map(({ name }, at) => [name.toLowerCase(), at] as const).reverse());
  placesByName.set(list, places);
  return (name) => list[places.get(name.toLowerCase()) ?? -1];
}

/** Those of a list that belong to a project, in its order. */
export function ofProject<T extends { readonly tags: Tags }>(project: string, list: readonly T[]): readonly T[] {
  const places =
    placesByProject.get(list) ?? Map.groupBy(list.keys(), (at) => tagValue(list[at]?.tags ?? {}, projectTag));
  placesByProject.set(list, places);
  return (places.get(project) ?? []).flatMap((at) => list[at] ?? []);
}

/** Azure compares names of computes without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
