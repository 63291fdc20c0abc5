import type { MachineStatus, ObservedMachine } from '../domain/kinds/machine.ts';
import type { ComputeAction, ObservedWorkspace, StepsOf } from '../domain/kinds.ts';
import type { ComputeMemory } from '../domain/memory.ts';
import type { RegionQuotas } from '../domain/quotas.ts';
import type { LoadSpan } from '../domain/usage/load.ts';

/** A virtual machine as the list of its resource group shows it: without power, and without why its last change failed. */
export type ListedMachine = Omit<ObservedMachine, keyof MachineStatus>;

/** The virtual machines of one resource group. Changes are started, not awaited: the next observation shows the result. */
export interface MachinePort {
  list(): Promise<readonly ListedMachine[]>;
  /** How each machine of the subscription is, by its Azure id in whatever case Azure gives it. */
  statuses(): Promise<ReadonlyMap<string, MachineStatus>>;
  /** When the version of an image was published, by its id in a gallery; undefined where Azure does not say. Throws when there is none. */
  imagePublished(id: string): Promise<string | undefined>;
  /** How many cores Azure lets machines have in the region, and how many they have. */
  quotas(): Promise<RegionQuotas>;
  /** Begins a step of a plan. Refuses (throws) to make what exists already or has no image of the deployment. Deletes a machine with its disk and network interface. */
  take(step: StepsOf['machine']): Promise<void>;
  /** What a machine did between two times, the oldest span first. Spans of which nothing was measured have no values, or are missing. */
  load(name: string, span: { readonly from: Date; readonly until: Date }): Promise<readonly LoadSpan[]>;
}

/** The computes of one Azure ML workspace. Changes are started, not awaited. */
export interface WorkspacePort {
  list(): Promise<ObservedWorkspace>;
  /** How many cores Azure ML lets clusters and instances have in the region, and how many they have. */
  quotas(): Promise<RegionQuotas>;
  /** Begins a step of a plan; the limit of an instance is set at once. Refuses (throws) to make what Azure does not say has a free name. */
  take(step: Exclude<ComputeAction, StepsOf['machine']>): Promise<void>;
}

export interface ComputePorts {
  readonly machines: MachinePort;
  readonly workspace: WorkspacePort;
}

/** What is remembered of a project, with the ETag that a write must still find. */
export interface StoredMemory {
  readonly value: ComputeMemory;
  readonly etag: string;
}

/** Keeps what is remembered of each project's computes. `write` throws ConflictError when the row changed since it was read. */
export interface ComputeMemoryStore {
  /** By the id of the project, all of them by one request. `problem`: why a row cannot be read. */
  ofAll(): Promise<ReadonlyMap<string, StoredMemory | { readonly problem: string }>>;
  read(project: string): Promise<StoredMemory | undefined>;
  /** `etag` undefined: the row must not exist yet. Gives the new ETag. */
  write(project: string, memory: ComputeMemory, etag: string | undefined): Promise<string>;
}

/** What the reconciler writes to the audit. Drift found and drift repaired are two records; each action has an intent and an outcome. */
export type ComputeEvent =
  | { readonly type: 'compute-drift-found'; readonly project: string; readonly drift: string; readonly reason: string }
  | { readonly type: 'compute-drift-mended'; readonly project: string; readonly drift: string }
  | {
      readonly type: 'compute-intent';
      readonly project: string;
      readonly digest: string;
      readonly action: ComputeAction;
    }
  | {
      readonly type: 'compute-outcome';
      readonly project: string;
      readonly digest: string;
      readonly action: ComputeAction;
      /** Undefined when Azure accepted the action. */
      readonly error: string | undefined;
    }
  | { readonly type: 'compute-stopped'; readonly project: string; readonly digest: string; readonly reason: string };
