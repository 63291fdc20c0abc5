import type { ComputeSnapshot } from '../domain/snapshot.ts';

/** The last snapshot of the computes of each project. It is rewritten by every run, and nothing is decided by it. */
export interface SnapshotStore {
  /** By the id of the project, all of them by one request. One that cannot be read is left out: the next run writes it again. */
  ofAll(): Promise<ReadonlyMap<string, ComputeSnapshot>>;
  of(project: string): Promise<ComputeSnapshot | undefined>;
  write(project: string, snapshot: ComputeSnapshot): Promise<void>;
}
