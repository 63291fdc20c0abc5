import type { ComputeLook } from '../domain/look.ts';

/** The last look at the computes of each project. It is rewritten by every run, and nothing is decided by it. */
export interface LookStore {
  /** By the id of the project, all of them by one request. One that cannot be read is left out: the next run writes it again. */
  ofAll(): Promise<ReadonlyMap<string, ComputeLook>>;
  of(project: string): Promise<ComputeLook | undefined>;
  write(project: string, look: ComputeLook): Promise<void>;
}
