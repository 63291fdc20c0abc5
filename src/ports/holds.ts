import type { Hold } from '../domain/hold.ts';
import type { Stored } from './records.ts';

/** The kill switches: at most one for each project, and one for all. One that has ended stays until it is removed. */
export interface HoldStore {
  get(project: string): Promise<Stored<Hold> | undefined>;
  /** What stands for a project, its own and that of all projects, by one request. */
  of(project: string): Promise<readonly Hold[]>;
  /** With etag null it creates. Throws ConflictError when another one stands there, or the ETag no longer holds. */
  put(hold: Hold, etag: string | null): Promise<void>;
  /** Throws ConflictError when the hold is no longer what was read. */
  remove(stored: Stored<Hold>): Promise<void>;
  list(): AsyncIterable<Stored<Hold>>;
  /** Ids under which a row stands, whatever it says; `everyProject` among them. */
  projects(): AsyncIterable<string>;
}
