import type { Door } from '../domain/base/door.ts';
import type { PendingNotification } from '../domain/notification/pending-work.ts';
import type { Operation, OperationKey } from '../domain/operation/operation.ts';

export type StoredRow =
  | { readonly operation: Operation; readonly etag: string }
  | { readonly problem: string; readonly etag: string };

export interface NameRow {
  readonly kind: 'name';
  readonly key: string;
  readonly etag: string;
  readonly door: Door;
  readonly name: string;
  readonly id: string;
}

/** A row that says which operation is worked on without its name. */
export interface AgainRow {
  readonly kind: 'again';
  readonly key: string;
  readonly etag: string;
  readonly id: string;
}

export interface VersionRow {
  readonly kind: 'version';
  readonly key: string;
  readonly etag: string;
  readonly name: string;
  readonly latest: number;
}

/** A row of one of these kinds that cannot be read, or that stands under the key of another name. */
export interface UnreadableRow {
  readonly kind: 'unreadable';
  readonly of: 'name' | 'version';
  readonly key: string;
  readonly etag: string;
}

/** A row that follows from the operations of a project. */
export type FollowingRow = NameRow | AgainRow | VersionRow | UnreadableRow;

/** What a restore does to the register beside what moves do. Everything but reading throws ConflictError when a row is not as it was read. */
export interface RegisterRepair {
  standing(key: OperationKey): Promise<StoredRow | undefined>;
  /** Writes an operation in place of the row with that ETag; with null only where none stands. No other row is touched. */
  restore(operation: Operation, etag: string | null): Promise<void>;
  following(project: string): AsyncIterable<FollowingRow>;
  removeFollowing(project: string, row: FollowingRow): Promise<void>;
  /** Lets the operation hold its name, where nobody holds it and the operation is still as it was read. */
  holdName(operation: Operation, etag: string): Promise<void>;
  /** Lets the operation be worked on without its name, where it is not yet and is still as it was read. */
  workAgain(operation: Operation, etag: string): Promise<void>;
  /** Writes the latest version of a dataset in place of the row with that ETag; with null only where none stands. */
  setLatest(project: string, dataset: string, version: number, etag: string | null): Promise<void>;
  /** Lets an operation have a notification pending that it does not owe yet. */
  oweAgain(notification: PendingNotification): Promise<void>;
}
