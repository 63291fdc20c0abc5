import type { PendingChange } from '../domain/definition/pending-change.ts';
import type { Stored } from './records.ts';

/** Changes of definitions that wait for a second operator: at most one for each project. */
export interface ChangeStore {
  get(project: string): Promise<Stored<PendingChange> | undefined>;
  /** With etag null it creates. Throws ConflictError when another one stands there, or the ETag no longer holds. */
  put(change: PendingChange, etag: string | null): Promise<void>;
  /** Throws ConflictError when the change is no longer what was read. */
  remove(stored: Stored<PendingChange>): Promise<void>;
  list(): AsyncIterable<Stored<PendingChange>>;
}
