import type { Door } from '../domain/base/door.ts';
import type { Problem } from '../domain/base/errors.ts';
import type { DoorNote } from '../domain/lifecycle/capacity.ts';
import type { PendingLine, PendingWork } from '../domain/notification/pending-work.ts';
import type { Span } from '../domain/operation/list-query.ts';
import type { Operation, OperationKey } from '../domain/operation/operation.ts';
import type { SummaryRow } from '../domain/overview/summary-row.ts';
import type { Project } from '../domain/project/project.ts';
import type { Decision } from '../domain/review/decision.ts';
import type { Round } from '../domain/review/round.ts';
import type { RegisterRepair } from './register-repair.ts';

/** A stored thing with the ETag that an update must still find. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** Thrown when somebody else changed a row or blob first. Read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** One page of a list; `continuation` leads to the next, and is missing on the last. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly continuation?: string;
}

/** A definition in force. `hash` is the SHA-256 (hex) of its stored bytes: the name of its version, for rounds, receipts and audit. */
export interface StoredProject extends Stored<Project> {
  readonly hash: string;
  /** Since when it is in force, by the clock of the storage. */
  readonly since: string;
  /** What was in force before it, oldest first; the newest of long lists. */
  readonly before: readonly InForce[];
}

/** A definition that was in force from a time until the next. The same one may come back. */
export interface InForce {
  readonly hash: string;
  readonly since: string;
}

/** A stored definition that the rules of today refuse: its project stands still until somebody puts another. `raw` is its text. */
export interface BrokenProject {
  readonly id: string;
  readonly etag: string;
  readonly hash: string;
  readonly problems: readonly Problem[];
  readonly raw: string;
}

/** One accepted definition, by the SHA-256 of its bytes; `at` is when it was first accepted. */
export interface ProjectVersion {
  readonly hash: string;
  readonly at: string;
}

/** Project definitions. Each one that was ever accepted is kept. */
export interface ProjectStore {
  /** The definition in force. Throws BrokenDefinition for one that the rules of today refuse. */
  get(id: string): Promise<StoredProject | undefined>;
  /** The same, but gives a refused one with its problems. */
  find(id: string): Promise<StoredProject | BrokenProject | undefined>;
  /** Keeps the definition as a version, then puts it in force. With etag null it creates. Throws ConflictError when the ETag no longer holds. */
  put(project: Project, etag: string | null): Promise<StoredProject>;
  list(): AsyncIterable<StoredProject | BrokenProject>;
  /** Keeps a definition that somebody asks for, before it is asked for. It is no version: nobody accepted it. */
  propose(project: Project): Promise<void>;
  /** The text of one that was asked for, byte for byte. */
  proposed(id: string, hash: string): Promise<string | undefined>;
  /**
   * Every version of a definition, newest first. With the ETag of the one that is in force it may leave out what was accepted since that
   * came in force, and so never was in force itself: such a list is made once for each ETag.
   */
  versions(id: string, inForce?: string): Promise<readonly ProjectVersion[]>;
  /** The text of a version, byte for byte, whether or not the rules of today accept it. */
  version(id: string, hash: string): Promise<string | undefined>;
  /** Asked of storage once by a process, since a version never changes. Whoever looks whether it still stands as it was asks for `version`. */
  versionOnce(id: string, hash: string): Promise<string | undefined>;
}

/** A row of the register that cannot be read: its key, and what is wrong with it. It stops nothing but itself. `lost`: it, or a whole store, is gone. */
export interface BrokenRow {
  readonly project: string;
  readonly key: string;
  readonly problem: string;
  readonly lost?: true;
}

/** The operation that holds a name, and the name as it was spelt first. */
export interface OpenOperation {
  readonly id: string;
  readonly name: string;
}

/** The same, and whether it rests, which takes no room at its door; missing where only its row can say. */
export interface HeldName extends OpenOperation {
  readonly rests?: boolean;
}

/** What is owed as it stands. `under` is the operation under whose key it stands, which is another one only where somebody changed the row. */
export interface PendingRow extends Stored<PendingWork> {
  readonly under: string;
}

/** An operation that is not at its end; of one that cannot be read its key and problem. */
export type Unfinished = { readonly operation: Operation } | { readonly broken: BrokenRow };

/** What of a project is not at its end, as one query found it. The operations are read when they are asked for; what ended since is left out. */
export interface AtWork {
  owed(): AsyncIterable<PendingRow>;
  unfinished(): AsyncIterable<Unfinished>;
}

/** What is remembered of a door, with the ETag that a change must still find; null when nothing is remembered yet. */
export interface RememberedDoor {
  readonly value: DoorNote;
  readonly etag: string | null;
}

/** Where each part of the sweep stopped when its time slice was over, in that part's own words. */
export interface SweepPlaces {
  read(): Promise<ReadonlyMap<string, string>>;
  keep(part: string, place: string | undefined): Promise<void>;
}

/** Not where a sweep goes on, but when marks of lost stores were last put back. */
export const restoredPlace = 'restored';

export interface Narrowed extends Span {
  readonly states?: readonly string[];
  /** When they came into the state in which they are. */
  readonly moved?: Span;
  /** In one of these states, or partly outside then or later. */
  readonly orPartlySince?: string;
}

export interface SummaryList {
  readonly briefs: readonly Stored<SummaryRow>[];
  readonly broken: readonly BrokenRow[];
}

/** The register of operations. One name has at most one open operation at each door. */
export interface Register extends RegisterRepair {
  /**
   * Writes the operation, the 'open' row of its name and what it owes in one transaction; answers the open operation's id and name when
   * there is one. Names that differ only in case stand in each other's way: the first spelling is the name. With `counted`, throws ConflictError when
   * another operation was opened at the door since it was read.
   */
  open(
    operation: Operation,
    owed: readonly PendingWork[],
    counted?: RememberedDoor,
  ): Promise<{ readonly opened: true } | ({ readonly opened: false } & OpenOperation)>;
  /** The open operation of a name, in whatever spelling. */
  openOf(door: Door, project: string, name: string): Promise<OpenOperation | undefined>;
  /** The id of the open operation of exactly that name. */
  openId(door: Door, project: string, name: string): Promise<string | undefined>;
  /** Whether the operation holds its name, or is worked on without one. */
  isUnfinished(operation: Pick<Operation, 'id' | 'door' | 'project' | 'name'>): Promise<boolean>;
  /** All names at a door that have an open operation, each with its id, by one query. */
  openNames(door: Door, project: string): Promise<ReadonlyMap<string, string>>;
  /** The same, each with whether it takes room, so that what rests is not read whenever something is to open. */
  heldNames(door: Door, project: string): Promise<readonly HeldName[]>;
  /** What is remembered of a door; nothing waits where nothing is. */
  rememberedDoor(door: Door, project: string): Promise<RememberedDoor>;
  /** Throws ConflictError when the door was changed, or something opened at it, since it was read. */
  rememberDoor(door: RememberedDoor): Promise<void>;
  /** Throws an Error that names the row when it cannot be read. */
  get(key: OperationKey): Promise<Stored<Operation> | undefined>;
  /**
   * The row as this process wrote it last, if it did lately. Somebody else may have changed it since, so it is good only for a write that
   * must still find its ETag.
   */
  lately(key: OperationKey): Stored<Operation> | undefined;
  /** Writes findings into the row; the state stays. Throws ConflictError. */
  update(stored: Stored<Operation>): Promise<Stored<Operation>>;
  /**
   * Writes a moved operation and what the move owes in one transaction. When the new state no longer holds the name, the 'open' row
   * goes with it, and a dataset that became available moves its latest version. One that begins to work again after it gave up its name
   * stays without the name. One that gives up its name while it is worked on keeps the number of its version. Throws ConflictError.
   */
  move(stored: Stored<Operation>, owed: readonly PendingWork[]): Promise<Stored<Operation>>;
  /** What moves of a project, or of one of its operations, still owe; those of one operation in the order of its moves. */
  owed(project: string, operation?: string): AsyncIterable<PendingRow>;
  /** What `owed` and `unfinished` give of a project, by one query for both. */
  atWork(project: string): Promise<AtWork>;
  /** Those up to that revision, in the order of the moves. It takes no request where this process made those moves itself. */
  owedLines(operation: Pick<Operation, 'project' | 'id' | 'revision'>): Promise<readonly PendingLine[]>;
  /** Writes down how far something owed has come. Throws ConflictError. */
  updateOwed<T extends PendingWork>(stored: Stored<T>): Promise<Stored<T>>;
  /** Removes what an operation owed and is done, all of it at once; what is gone already is no error. */
  settle(...done: readonly PendingWork[]): Promise<void>;
  /** 0 when there is no version yet. */
  latestVersion(project: string, dataset: string): Promise<number>;
  /** Newest first within a project. Throws nothing for an unknown project: the page is empty. */
  list(
    door: Door,
    project: string | undefined,
    continuation?: string,
  ): Promise<ListPage<Operation> & { readonly broken: readonly BrokenRow[] }>;
  /** The packages of a project that are revealed outside, newest first. What is not told makes neither page nor continuation another. */
  listTold(project: string, continuation?: string): Promise<ListPage<Operation>>;
  /**
   * The summary rows of the operations at a door, of a project or of all, that began in a span of time, came into their state in another and, when states are given, are in one of them. A row that
   * has none is read whole; of one that cannot be read, key and problem are given.
   */
  briefs(door: Door, project: string | undefined, narrowed: Narrowed): Promise<SummaryList>;
  /** The operation of a summary row as it stands now; without a request where this process knows it as the summary row saw it. Throws like `get`. */
  whole(row: Stored<SummaryRow>): Promise<Operation | undefined>;
  /** Projects that the register knows of, in order. Some of them may have no definition any more. */
  projects(): AsyncIterable<string>;
  /** Every operation that holds its name or is worked on without one, and those that cannot be read. What a name's row says wrongly of rest is repaired. */
  unfinished(projects?: readonly string[]): AsyncIterable<Unfinished>;
}

type Recording = 'recorded' | 'conflict' | 'exists';

/** Rounds of approval and the decisions in them, of one package in one partition. */
export interface DecisionStore {
  /** Creates the round; keeps the one that stands under the same number. */
  openRound(round: Round): Promise<Stored<Round>>;
  read(
    exportId: string,
  ): Promise<{ readonly rounds: readonly Stored<Round>[]; readonly decisions: readonly Decision[] }>;
  /** Inserts the decision and updates the round in one transaction. `conflict`: the round changed, read again; `exists`: this approver has decided in this round since they are asked. `others`: the other decisions of the round, as they were read with it. */
  record(decision: Decision, round: Stored<Round>, others?: readonly Decision[]): Promise<Recording>;
  /** Throws ConflictError. */
  updateRound(round: Stored<Round>): Promise<Stored<Round>>;
  /** Writes the superseded round and creates the next one in one transaction. Throws ConflictError. */
  supersede(round: Stored<Round>, next: Round): Promise<void>;
  /** Writes a decision again whose row is lost. Throws ConflictError where one stands. */
  restore(decision: Decision): Promise<void>;
  putHandle(hash: string, handle: LinkToken): Promise<void>;
  getHandle(hash: string): Promise<LinkToken | undefined>;
}

/**
 * What a link in a mail leads to; the link itself is stored only as the SHA-256 (hex) of its 32 random bytes. `revision` is that of the
 * round when the mail was written.
 */
export interface LinkToken {
  readonly project: string;
  readonly exportId: string;
  readonly round: number;
  readonly approver: string;
  readonly revision: number;
}
