import type { Decision, Round } from '../domain/approval.ts';
import type { Door, Operation, OperationKey, Problem } from '../domain/operation.ts';
import type { Project } from '../domain/project.ts';

/** A stored thing with the ETag that an update must still find. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** Thrown when somebody else changed a row or blob first. Read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly continuation?: string;
}

/** A definition in force. `hash` is the SHA-256 (hex) of its stored bytes: the name of its version, for rounds, receipts and audit. */
export interface StoredProject extends Stored<Project> {
  readonly hash: string;
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
  /** Every definition in force, also those that the rules of today refuse. */
  list(): AsyncIterable<StoredProject | BrokenProject>;
  /** Every version of a definition, newest first. */
  versions(id: string): Promise<readonly ProjectVersion[]>;
  /** The text of a version, byte for byte, whether or not the rules of today accept it. */
  version(id: string, hash: string): Promise<string | undefined>;
}

/** The register of operations. One name has at most one open operation at each door. */
export interface Register {
  /** Writes the operation and the 'open' row of its name in one transaction; answers the open operation's id when there is one. */
  open(operation: Operation): Promise<{ readonly opened: true } | { readonly opened: false; readonly id: string }>;
  openId(door: Door, project: string, name: string): Promise<string | undefined>;
  get(key: OperationKey): Promise<Stored<Operation> | undefined>;
  /** Throws ConflictError. */
  update(stored: Stored<Operation>): Promise<Stored<Operation>>;
  /** Writes the final state and removes the 'open' row in one transaction; for a dataset that became available it also moves its latest version. Throws ConflictError. */
  close(stored: Stored<Operation>): Promise<Stored<Operation>>;
  /** 0 when there is no version yet. */
  latestVersion(project: string, dataset: string): Promise<number>;
  /** Newest first within a project. Throws nothing for an unknown project: the page is empty. */
  list(door: Door, project: string | undefined, continuation?: string): Promise<Page<Operation>>;
  /** Projects that the register knows of, in order. Some of them may have no definition any more. */
  projects(): AsyncIterable<string>;
  /** Every operation whose 'open' row stands. */
  unfinished(): AsyncIterable<Operation>;
}

/** Rounds of approval and the decisions in them, of one export in one partition. */
export interface DecisionStore {
  /** Creates the round; keeps the one that stands under the same number. */
  openRound(round: Round): Promise<Stored<Round>>;
  read(
    exportId: string,
  ): Promise<{ readonly rounds: readonly Stored<Round>[]; readonly decisions: readonly Decision[] }>;
  /** Inserts the decision and updates the round in one transaction. `conflict`: the round changed, read again; `exists`: this approver has decided in this round. */
  record(decision: Decision, round: Stored<Round>): Promise<'recorded' | 'conflict' | 'exists'>;
  /** Throws ConflictError. */
  updateRound(round: Stored<Round>): Promise<Stored<Round>>;
  putHandle(hash: string, handle: Handle): Promise<void>;
  getHandle(hash: string): Promise<Handle | undefined>;
}

/** What a link in a mail leads to; the link itself is stored only as the SHA-256 (hex) of its 32 random bytes. */
export interface Handle {
  readonly project: string;
  readonly exportId: string;
  readonly round: number;
  readonly approver: string;
}
