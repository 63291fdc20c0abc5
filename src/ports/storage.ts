import type { ManifestEntry, ManifestSummary } from '../domain/operation/manifest.ts';
import type { ListPage } from './records.ts';

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

/** Lists data containers. `uncommitted: true` includes blobs of which only blocks have arrived; their ETag is empty. */
export interface DataListing {
  pages(place: DataPlace, prefix: string, options?: { readonly uncommitted?: boolean }): AsyncIterable<ListingPage>;
  /** Names one level below the prefix: folders (with a trailing slash) and blobs. */
  children(place: DataPlace, prefix: string): AsyncIterable<string>;
}

/** Lists the container `datasets` with what is no longer there: versions that were overwritten or deleted, and what can still be restored. */
export interface DatasetVersions {
  /** Everything under a prefix that is not gone. `isCurrent`: it is there for whoever may read it. */
  all(prefix: string): AsyncIterable<{ readonly path: string; readonly isCurrent: boolean }>;
}

/** A file at a door, or one that was deleted there and can still be restored. */
export interface DoorFile {
  readonly path: string;
  /** Whether somebody holds a lease on it, so that nobody else may change or delete it. */
  readonly isLeased: boolean;
  readonly isDeleted: boolean;
}

/** Lists a door with what stands in the way of an upload there. Paths are relative to the container. */
export interface DoorFiles {
  all(place: 'ingress' | 'exports', prefix: string): AsyncIterable<DoorFile>;
}

export interface ManifestPart {
  readonly entries: readonly ManifestEntry[];
  readonly next?: number;
}

/** NDJSON manifests in the control account, streamed both ways. */
export interface ManifestStore {
  /** Writes entries in the order given (sorted by path by the caller) and replaces what stood under the name. */
  write(name: string, entries: AsyncIterable<ManifestEntry>): Promise<ManifestSummary>;
  /**
   * Throws when there is no manifest of that name. `digest`: that of the text that is meant, so that a small one which this process had in hand lately is
   * not asked for again. Whoever decides by what stands in storage, and not by what was checked before, names none.
   */
  read(name: string, digest?: string): AsyncIterable<ManifestEntry>;
  /**
   * At most so many entries from the line on that begins at that byte; `next` is the byte at which what follows begins, and is missing where nothing
   * does. Reads no more than that. Throws NotFound where there is no manifest of that name, and Refused for a byte at which no line begins.
   */
  part(name: string, from: number, most: number): Promise<ManifestPart>;
  /** Signed receipts live beside the manifests; a second write of the same name keeps the first. Gives the one that stands. */
  writeReceipt(name: string, jws: string): Promise<string>;
  readReceipt(name: string): Promise<string | undefined>;
  /** What proves that a receipt stands in the witnessed log, beside it; kept likewise. */
  writeReceiptProof(name: string, proof: string): Promise<void>;
  readReceiptProof(name: string): Promise<string | undefined>;
  /** Names of the receipts of an operation, in order. */
  receiptNames(operationId: string): Promise<readonly string[]>;
  receiptPage(continuation?: string): Promise<ListPage<string>>;
}

/** Texts that only researchers of a project read, inside the secure network: `{project}/{operation id}.txt`. */
export interface Notices {
  /** Creates a notice. `stands`: there is one of that path already; it can be neither read nor changed. */
  create(path: string, text: string): Promise<'created' | 'stands'>;
}

/** File lists for Data Factory, in the container `transfers` of the account that is read from. */
export interface FileLists {
  write(account: 'public' | 'secure', path: string, lines: AsyncIterable<string>): Promise<void>;
  /** Deleting a list that is gone is no error. */
  remove(account: 'public' | 'secure', path: string): Promise<void>;
}
