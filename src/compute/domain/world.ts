import { type DesiredCluster, ofKind } from '../../domain/project/compute-definition.ts';

/** Power of a virtual machine as Azure reports it (`PowerState/…`); `unknown` when it reports none. */
export type MachinePower = 'running' | 'starting' | 'stopped' | 'stopping' | 'deallocated' | 'deallocating' | 'unknown';

export type Tags = Readonly<Record<string, string>>;

export interface MachineStatus {
  readonly power: MachinePower;
  readonly failure?: string | undefined;
}

export interface MachineImage {
  readonly version: string;
  /** Its Azure id, for an image of a gallery, where its date can be looked up. */
  readonly id?: string;
  /** When it was published, an ISO instant; missing while nobody knows. */
  readonly date?: string;
}

/** A virtual machine of the resource group: the two lists of Azure joined. No size: Azure does not give it (yet). */
export interface ObservedMachine extends MachineStatus {
  readonly id: string;
  readonly name: string;
  readonly size: string | undefined;
  readonly tags: Tags;
  readonly provisioningState: string;
  /** Missing where Azure does not name its version. */
  readonly image?: MachineImage | undefined;
}

/** How far a cluster may grow and shrink. Idle time in minutes. */
export type Scale = Pick<DesiredCluster, 'minNodes' | 'maxNodes' | 'idleMinutes'>;

/** A cluster. Azure may leave out its size and scale while it makes it; then neither is known. `failure`: why its last change failed. */
export interface ObservedCluster {
  readonly name: string;
  readonly size: string | undefined;
  readonly scale: Scale | undefined;
  /** Nodes that it has now, whether they wait or work, as far as Azure says. */
  readonly nodes?: number | undefined;
  readonly tags: Tags;
  readonly provisioningState: string;
  readonly failure?: string | undefined;
}

/** A compute instance; `state` is Azure's word (Running, Stopped, Starting, …), `Unknown` when it gives none. */
export interface ObservedInstance {
  readonly name: string;
  readonly size: string | undefined;
  readonly tags: Tags;
  readonly provisioningState: string;
  readonly failure?: string | undefined;
  readonly state: string;
  /** Minutes without use after which Azure ML stops it by itself; undefined when it never does. */
  readonly idleMinutes?: number | undefined;
  /** When Azure ML stopped it for that, if nothing was done with it since. */
  readonly idleStoppedAt?: string | undefined;
}

/** Computes of a workspace. `others` are the names of kinds that Sallyport does not know; they only occupy names. */
export interface ObservedWorkspace {
  readonly clusters: readonly ObservedCluster[];
  readonly instances: readonly ObservedInstance[];
  readonly others: readonly string[];
}

/** Everything seen in one observation, of all projects. */
export interface ComputeWorld extends ObservedWorkspace {
  readonly machines: readonly ObservedMachine[];
}

export type FoundCompute = ReturnType<typeof foundComputes>[number];

export function foundComputes({ machines, clusters, instances }: ComputeWorld) {
  return [...ofKind('machine', machines), ...ofKind('cluster', clusters), ...ofKind('instance', instances)];
}

export function ownComputes(project: string, world: ComputeWorld): FoundCompute[] {
  return foundComputes(world).filter((one) => belongsTo(project, one));
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

/** Finds things by name, without regard to case, in a time that does not grow with their number. Of two of one name the first. */
export function byName<T extends { readonly name: string }>(list: readonly T[]): (name: string) => T | undefined {
  const found = new Map<string, T>();
  for (const one of list.toReversed()) found.set(one.name.toLowerCase(), one);
  return (name) => found.get(name.toLowerCase());
}

/** Azure compares names of computes without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
