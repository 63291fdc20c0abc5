import type { Hold } from '../domain/operation/hold.ts';
import type { Stored } from './records.ts';

/** What keeps a project. `checked`: of it, and of all, at how many lines about holds the rows were those of the audit; missing where nobody noted it. */
export interface StandingHolds {
  readonly holds: readonly Hold[];
  readonly checked: ReadonlyMap<string, number>;
}

/** The kill switches: any number for each project, and for all. One that has ended stays until it is removed. */
export interface HoldStore {
  /** What stands for a project, its own and those of all projects, by one request. */
  of(project: string): Promise<StandingHolds>;
  /** The rows of a project alone, or those of all projects. */
  at(held: string): Promise<readonly Stored<Hold>[]>;
  /** With etag null it creates. Throws ConflictError when that very hold stands there, or the ETag no longer holds. */
  put(hold: Hold, etag: string | null): Promise<void>;
  /** Throws ConflictError when the hold is no longer what was read. */
  remove(stored: Stored<Hold>): Promise<void>;
  list(): AsyncIterable<Stored<Hold>>;
  /** Ids under which a row stands, whatever it says; `everyProject` among them. */
  projects(): Promise<ReadonlySet<string>>;
  /** Notes in the table that its rows are those that so many lines of the audit tell of: whoever finds no note knows that rows may be lost. */
  noteChecked(held: string, lines: number): Promise<void>;
  /** Of which projects that is noted. */
  checked(): Promise<ReadonlySet<string>>;
}
