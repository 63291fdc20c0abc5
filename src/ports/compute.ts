import type { ComputeAction } from '../domain/compute/action.ts';
import type { ComputeMemory } from '../domain/compute/memory.ts';
import type { MachinePower, ObservedMachine, ObservedWorkspace, Scale, Tags } from '../domain/compute/world.ts';

/** A virtual machine as the list of its resource group shows it: without power. */
export type ListedMachine = Omit<ObservedMachine, 'power'>;

/** The virtual machines of one resource group. Changes are started, not awaited: the next observation shows the result. */
export interface MachinePort {
  list(): Promise<readonly ListedMachine[]>;
  /** Power of each machine of the subscription by its Azure id, in whatever case Azure gives it. */
  powers(): Promise<ReadonlyMap<string, MachinePower>>;
  /** Refuses (throws) when the name exists already or the image is not one of the deployment's. */
  create(machine: {
    readonly name: string;
    readonly size: string;
    readonly image: string;
    readonly tags: Tags;
  }): Promise<void>;
  start(name: string): Promise<void>;
  deallocate(name: string): Promise<void>;
  resize(name: string, size: string): Promise<void>;
  /** Replaces all tags. */
  retag(name: string, tags: Tags): Promise<void>;
  /** Deletes the machine, and with it its disk and network interface. */
  remove(name: string): Promise<void>;
}

/** The computes of one Azure ML workspace. Changes are started, not awaited. */
export interface WorkspacePort {
  list(): Promise<ObservedWorkspace>;
  /** Refuses (throws) when Azure does not say that the name is free, as does `createInstance`. */
  createCluster(cluster: {
    readonly name: string;
    readonly size: string;
    readonly scale: Scale;
    readonly tags: Tags;
  }): Promise<void>;
  rescaleCluster(name: string, scale: Scale): Promise<void>;
  createInstance(instance: {
    readonly name: string;
    readonly size: string;
    readonly assignedTo: string;
    readonly tags: Tags;
  }): Promise<void>;
  startInstance(name: string): Promise<void>;
  stopInstance(name: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What is remembered of a project, with the ETag that a write must still find. */
export interface StoredMemory {
  readonly value: ComputeMemory;
  readonly etag: string;
}

/** Keeps what is remembered of each project's computes. `write` throws ConflictError when the row changed since it was read. */
export interface ComputeMemoryStore {
  read(project: string): Promise<StoredMemory | undefined>;
  /** `etag` undefined: the row must not exist yet. Gives the new ETag. */
  write(project: string, memory: ComputeMemory, etag: string | undefined): Promise<string>;
}

/** What the reconciler writes to the audit. Drift found and drift mended are two records; each action has an intent and an outcome. */
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
