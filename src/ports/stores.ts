import type { Door } from '../domain/base/door.ts';
import type { KeptRequest } from '../domain/base/kept-request.ts';
import type { ListedTable, UnreadableRow } from '../domain/base/unreadable-row.ts';
import type { PendingChange } from '../domain/definition/pending-change.ts';
import type { RefusedNames } from '../domain/lifecycle/refused-names.ts';
import type { Outcome, Week } from '../domain/overview/week.ts';
import type { Duties } from '../domain/people/duties.ts';
import type { LastSignIn } from '../domain/people/last-sign-in.ts';
import type { PersonEntry } from '../domain/people/person-entry.ts';
import type { Absence } from '../domain/review/absence.ts';
import type { Take } from '../domain/transfer/limits.ts';
import type { MarkPart, ScanVerdict } from '../domain/transfer/scan-verdict.ts';
import type { Stored } from './records.ts';

/** There are few, and each list gives all of them. */
export interface AbsenceStore {
  list(): Promise<readonly Absence[]>;
  put(absence: Absence): Promise<void>;
  /** One that is gone already is no error. */
  remove(absence: Pick<Absence, 'oid' | 'id'>): Promise<void>;
}

/** What releases of a project took of its limits, as it was read. `isWhole`: no row of it is lost, nor was it changed meanwhile. */
export interface StandingTakes {
  readonly takes: readonly Take[];
  readonly etag: string | null;
  readonly isWhole: boolean;
}

export interface TakeStore {
  of(project: string): Promise<StandingTakes>;
  /** Writes and removes takes, at most 90 of them, in one transaction. Throws ConflictError when somebody else did since they were read. */
  change(project: string, read: StandingTakes, change: ChangedTakes): Promise<void>;
}

interface ChangedTakes {
  readonly added: readonly Take[];
  readonly removed: readonly Take[];
}

/** What recipients owe about one release, as it was read; undefined where the row cannot be read, and stands still. */
export interface StandingDuties {
  readonly key: string;
  readonly value: Duties | undefined;
  readonly etag: string;
}

export interface DutyStore {
  of(project: string): Promise<readonly StandingDuties[]>;
  /** Takes the place of what has that ETag; null: nothing stands there. Throws ConflictError. */
  put(project: string, duties: Duties, etag: string | null): Promise<void>;
}

/** Changes of definitions that wait for a second operator: at most one for each project. */
export interface ChangeStore {
  get(project: string): Promise<Stored<PendingChange> | undefined>;
  /** With etag null it creates. Throws ConflictError when another one stands there, or the ETag no longer holds. */
  put(change: PendingChange, etag: string | null): Promise<void>;
  /** Throws ConflictError when the change is no longer what was read. */
  remove(stored: Stored<PendingChange>): Promise<void>;
  list(): AsyncIterable<Stored<PendingChange>>;
}

/** A mark in each table, and in containers, of the control account since the deployment began: what has none was lost, or is another one. */
export interface StoreMarks {
  /** All that have one. */
  readonly places: readonly string[];
  /** Places without one: `table:holds`, `container:control/projects`. Those that this process has listed whole since then, with theirs, are not asked. */
  missing(since?: Date): Promise<readonly string[]>;
  /** One that stands stays. */
  put(places: readonly string[]): Promise<void>;
  /** What no other control account has, nor this one after it was lost; undefined before it is marked. */
  life(): Promise<string | undefined>;
}

/** Names at the doors that are refused without an operation: one list for each door of a project. */
export interface RefusedStore {
  /** An empty list with the ETag null where there is none yet. */
  get(door: Door, project: string): Promise<RememberedRefused>;
  /** Throws ConflictError when somebody else wrote it first. */
  put(refused: RememberedRefused): Promise<void>;
  list(): AsyncIterable<Stored<RefusedNames>>;
}

export interface RememberedRefused {
  readonly value: RefusedNames;
  readonly etag: string | null;
}

/** There is one for each person, and a list gives all of them. */
export interface SignInStore {
  /** Undefined for whoever never signed in. Of a row that cannot be read all sessions count as ended, until the person signs in again. */
  get(oid: string): Promise<Stored<LastSignIn> | undefined>;
  list(): Promise<readonly LastSignIn[]>;
  /** Takes the place of the one with that ETag; null: there was none. Throws ConflictError where another one stands by now. */
  put(last: LastSignIn, etag: string | null): Promise<void>;
  /** Throws ConflictError where another one stands by now. */
  remove(stored: Stored<LastSignIn>): Promise<void>;
}

/** One row for each object id. */
export interface PeopleStore {
  get(oid: string): Promise<PersonEntry | undefined>;
  list(): Promise<readonly PersonEntry[]>;
  /** Takes the place of the one before. */
  put(entry: PersonEntry): Promise<void>;
}

/** Requests that carried a key, so that a repeat changes nothing. */
export interface RequestStore {
  /** Writes the request, unless one stands under its id: `stands`. */
  begin(
    request: KeptRequest,
  ): Promise<
    | { readonly kind: 'begun'; readonly stored: Stored<KeptRequest> }
    | { readonly kind: 'stands'; readonly stored: Stored<KeptRequest> }
  >;
  /** Throws ConflictError when the row is no longer what was read. */
  update(stored: Stored<KeptRequest>): Promise<Stored<KeptRequest>>;
  /** Removes it, unless somebody else wrote it since. */
  forget(stored: Stored<KeptRequest>): Promise<void>;
  before(time: Date): AsyncIterable<Stored<KeptRequest>>;
}

/** Verdicts of the malware scanner about files at the doors, each for one ETag, until the operation of the files has ended. */
export interface ScanVerdicts {
  /** Keeps the stronger of this verdict and the one that stands about the same file under the same ETag. */
  keep(verdict: ScanVerdict): Promise<void>;
  /** The verdicts about files of an upload (`project/name`) whose marks lie in the part, in no order. */
  read(door: Door, upload: string, part: MarkPart): AsyncIterable<ScanVerdict>;
  /** Removes the verdicts; what is gone already is no error. */
  remove(verdicts: AsyncIterable<ScanVerdict>): Promise<void>;
}

/** Hears which rows of a table a listing could not read, and knows what the last listing of each table found in this process. */
export interface UnreadableRows {
  found(table: ListedTable, rows: readonly UnreadableRow[]): void;
  known(): readonly UnreadableRow[];
}

/** Weekly sums of what came to an end in each project. They follow from the register and the rounds, and each end is counted once. */
export interface WeekStore {
  /** Counts the ends that were not counted before, by their keys. Whoever repeats it after a crash counts nothing twice. */
  count(project: string, endings: readonly Outcome[]): Promise<void>;
  /** Weeks of a project in order, from that one on. */
  weeks(project: string, from?: string): Promise<readonly Week[]>;
  /** Weeks of all projects in order, from that one on: each project's by itself. */
  ofAll(from: string): Promise<readonly { readonly project: string; readonly week: Week }[]>;
  /** The keys of all ends of a project that are counted. */
  counted(project: string): Promise<ReadonlySet<string>>;
  forget(project: string): Promise<void>;
}
