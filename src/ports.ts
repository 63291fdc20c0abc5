import type { Decision, Round } from './domain/approval.ts';
import type { AuditEvent, ChainHead } from './domain/audit-chain.ts';
import type { ManifestEntry, ManifestSummary } from './domain/manifest.ts';
import type { Door, Operation, OperationKey } from './domain/operation.ts';
import type { Project } from './domain/project.ts';

/** A stored thing with the ETag that an update must still find. */
export interface Stored<T> {
  readonly value: T;
  readonly etag: string;
}

/** Thrown when somebody else changed a row or blob first. Read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The containers that hold research data. The control plane lists them and reads nothing in them. */
export type DataPlace = 'ingress' | 'datasets' | 'exports' | 'review' | 'returned' | 'released';

/** One blob of a listing, path relative to the container. Metadata keys are lower-case. */
export interface ListedBlob extends ManifestEntry {
  readonly metadata: Readonly<Record<string, string>>;
}

/** One page of a listing. `date` is the storage service's clock when it answered: ages are compared with this, never with ours. */
export interface ListingPage {
  readonly date: Date;
  readonly blobs: readonly ListedBlob[];
}

/** Lists data containers. `uncommitted: true` includes blobs of which only blocks have arrived. */
export interface DataListing {
  pages(place: DataPlace, prefix: string, options?: { readonly uncommitted?: boolean }): AsyncIterable<ListingPage>;
  /** Names one level below the prefix: folders (with a trailing slash) and blobs. */
  children(place: DataPlace, prefix: string): AsyncIterable<string>;
}

/** NDJSON manifests in the control account, streamed both ways. */
export interface ManifestStore {
  /** Writes entries in the order given (sorted by path by the caller) and replaces what stood under the name. */
  write(name: string, entries: AsyncIterable<ManifestEntry>): Promise<ManifestSummary>;
  /** Throws when there is no manifest of that name. */
  read(name: string): AsyncIterable<ManifestEntry>;
  /** Signed receipts live beside the manifests; a second write of the same name keeps the first. */
  writeReceipt(name: string, jws: string): Promise<void>;
  readReceipt(name: string): Promise<string | undefined>;
}

/** File lists for Data Factory, in the container `transfers` of the account that is read from. */
export interface FileLists {
  write(account: 'public' | 'secure', path: string, lines: AsyncIterable<string>): Promise<void>;
  /** Deleting a list that is gone is no error. */
  remove(account: 'public' | 'secure', path: string): Promise<void>;
}

/** Project definitions. `put` with etag null creates; it throws ConflictError when the ETag no longer holds. */
export interface ProjectStore {
  get(id: string): Promise<Stored<Project> | undefined>;
  put(project: Project, etag: string | null): Promise<Stored<Project>>;
  list(): AsyncIterable<Stored<Project>>;
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
  /** Every operation whose 'open' row stands. */
  unfinished(): AsyncIterable<Operation>;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly continuation?: string;
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

/** One chain of audit lines per project ('_system' for what belongs to none). */
export interface AuditLog {
  /** Appends the events; one whose id is in the chain already is kept once. */
  append(chain: string, events: readonly AuditEvent[]): Promise<void>;
  /** Raw lines in order, without the line break, as they stand in the blobs. */
  lines(chain: string): AsyncIterable<string>;
  head(chain: string): Promise<ChainHead | undefined>;
  chains(): AsyncIterable<string>;
}

/** A Data Factory pipeline run as the service reports it. */
export interface PipelineRun {
  readonly runId: string;
  readonly pipeline: string;
  readonly status: 'Queued' | 'InProgress' | 'Succeeded' | 'Failed' | 'Canceling' | 'Cancelled';
  readonly parameters: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface ActivityRun {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly output: Readonly<Record<string, unknown>>;
  readonly error: string;
}

/** Data Factory: the only mover of research data. */
export interface DataFactory {
  /** Asks for a run once, without any retry: after a lost answer the run may exist, so look with `find` before asking again. */
  start(pipeline: string, parameters: Readonly<Record<string, string>>): Promise<string>;
  /** Runs of the pipeline since the time, with that operationId parameter. */
  find(pipeline: string, operationId: string, since: Date): Promise<readonly PipelineRun[]>;
  get(runId: string): Promise<PipelineRun>;
  activities(runId: string): Promise<readonly ActivityRun[]>;
  cancel(runId: string): Promise<void>;
}

export interface Mail {
  /** Without angle brackets; the same step sends the same id again. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Remembers which mails were sent, so that a repeated step sends none twice. */
export interface Outbox {
  wasSent(messageId: string): Promise<boolean>;
  intend(
    messageId: string,
    note: { readonly operation: string; readonly step: string; readonly to: string },
  ): Promise<void>;
  markSent(messageId: string): Promise<void>;
}

/** Secrets of the key vault. `versions` gives enabled versions, newest first. */
export interface Secrets {
  get(name: string): Promise<string>;
  versions(name: string): Promise<readonly string[]>;
}

/** Time and chance from outside, so that rules and tests can hold them. */
export interface Clock {
  now(): Date;
}

export interface Random {
  /** A ULID with the prefix: `ing_` or `exp_`. */
  operationId(door: Door): string;
  /** 32 random bytes in base64url. */
  handle(): string;
}

/** Every port by the name under which activities and functions receive it. */
export interface Ports {
  readonly listing: DataListing;
  readonly manifests: ManifestStore;
  readonly fileLists: FileLists;
  readonly projects: ProjectStore;
  readonly register: Register;
  readonly decisions: DecisionStore;
  readonly audit: AuditLog;
  readonly dataFactory: DataFactory;
  readonly mailer: Mailer;
  readonly outbox: Outbox;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
}
