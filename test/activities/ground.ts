import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import type { InboxMail } from '../../local/azure/mail.ts';
import type { RetentionKnobs } from '../../local/azure/storage/version-store.ts';
import type { BlobContainer, StoredBlob } from '../../src/azure/base/blob-container.ts';
import type { Table } from '../../src/azure/base/table.ts';
import type { TableName } from '../../src/domain/base/stored-tables.ts';
import type { Ports } from '../../src/ports/ports.ts';

/** Where results are released to: the public account, or a second one outside. */
export type ReleaseAccount = 'public' | 'release';

/** A mail as whoever gets it sees it. */
export type WorldMail = Pick<InboxMail, 'messageId' | 'to' | 'subject' | 'text' | 'html'>;

type Uploaded = { readonly etag?: string; readonly lastModified?: Date };

interface WorldBlob extends StoredBlob {
  getProperties(): Promise<{ readonly contentLength?: number; readonly lastModified?: Date }>;
  delete(): Promise<unknown>;
}

interface WorldBlockBlob extends WorldBlob {
  upload(text: string, bytes: number, options?: { readonly metadata?: Record<string, string> }): Promise<Uploaded>;
  stageBlock(id: string, text: string, bytes: number): Promise<unknown>;
  commitBlockList(ids: string[]): Promise<Uploaded>;
}

/** A container as people with the rights of storage use it. */
export interface WorldContainer extends Pick<BlobContainer, 'listBlobsFlat'> {
  getBlobClient(name: string): WorldBlob;
  getBlockBlobClient(name: string): WorldBlockBlob;
  deleteBlob(name: string): Promise<unknown>;
}

/** Where a blob lies. */
export interface BlobPlace {
  readonly account: ReleaseAccount | 'secure';
  readonly container: string;
  readonly path: string;
}

/** A blob under a name that no library may repair. */
export interface RawBlob extends BlobPlace {
  readonly content: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a world of tests stands on: every port of the app, and how people and tests reach past them. */
export interface Ground {
  readonly ports: Ports;
  readonly knobs: FactoryKnobs;
  readonly versions: { knobs: RetentionKnobs };
  readonly releaseAccount: ReleaseAccount;
  blobUrl(account: 'public' | 'secure'): string;
  container(account: ReleaseAccount | 'secure' | 'control', name: string): WorldContainer;
  /** A container of the secure account as the reading room uses it. */
  ofRoom(name: string): BlobContainer;
  /** A table past its seals. */
  table(name: string): Table;
  /** A table as the app's stores write it: with the key of its seals. */
  sealed(name: TableName): Table;
  putRaw(blob: RawBlob): Promise<void>;
  /** Takes a lease without end, as a person's tool may, and gives what ends it. */
  lease(blob: BlobPlace): Promise<() => Promise<unknown>>;
  mails(): Promise<readonly WorldMail[]>;
  /** Lets time go by, and what waits for it go on. */
  pass(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}
