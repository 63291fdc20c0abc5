import type { ComputeSnapshot } from '../domain/snapshot.ts';

/** The last snapshot of the computes of each project. A run rewrites what it saw otherwise, and nothing is decided by it. */
export interface SnapshotStore {
  /** By the id of the project, all of them by one request. One that cannot be read is left out: the next run writes it again. */
  ofAll(): Promise<ReadonlyMap<string, ComputeSnapshot>>;
  of(project: string): Promise<ComputeSnapshot | undefined>;
  /** The same as they were written, whatever was seen again since. */
  rows(): Promise<ReadonlyMap<string, ComputeSnapshot>>;
  write(project: string, snapshot: ComputeSnapshot): Promise<void>;
  /** That a run saw at this time what is written already, of each project with the time of its row. */
  seeAgain(at: string, rows: ReadonlyMap<string, string>): Promise<void>;
}
