import type { Hold } from '../domain/operation/hold.ts';
import type { Stored } from './records.ts';

/** That the rows were those of the audit, at so many lines of it about holds; `rows` is a digest of which they were. */
export interface CheckedHolds {
  readonly lines: number;
  readonly rows: string;
}

/** What keeps a project. `checked`: of it, and of all, what was noted last; missing where nobody noted it. */
export interface CurrentHolds {
  readonly holds: readonly Hold[];
  readonly checked: ReadonlyMap<string, CheckedHolds>;
}

export interface AllHolds {
  readonly holds: readonly Stored<Hold>[];
  readonly checked: ReadonlyMap<string, CheckedHolds>;
}

/** The kill switches: any number for each project and for all, and for people of a project. One that has ended stays until it is removed. */
export interface HoldStore {
  /** What stands for a project, its own and those of all projects, by one request. */
  of(project: string): Promise<CurrentHolds>;
  /** The rows of a project alone, of people of it, or those of all projects. */
  at(held: string): Promise<readonly Stored<Hold>[]>;
  /** With etag null it creates. Throws ConflictError when that very hold stands there, or the ETag no longer holds. */
  put(hold: Hold, etag: string | null): Promise<void>;
  /** Throws ConflictError when the hold is no longer what was read. */
  remove(stored: Stored<Hold>): Promise<void>;
  /** Every hold of projects, or of people. */
  list(of?: 'people'): AsyncIterable<Stored<Hold>>;
  /** What is held by a row, whatever it says: projects, people of projects, and `everyProject`. */
  projects(): Promise<ReadonlySet<string>>;
  /** Notes in the table that its rows are those that the audit tells of: whoever finds no note, or other rows, knows that some may be lost. */
  noteChecked(held: string, note: CheckedHolds): Promise<void>;
  /** Every row of the table by one request: all holds, and what was noted of whom. */
  all(): Promise<AllHolds>;
}
