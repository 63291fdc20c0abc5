import type { Readable } from 'node:stream';
import type {
  BlobDownloadResponseParsed,
  BlobHTTPHeaders,
  BlobItem,
  ContainerListBlobsOptions,
} from '@azure/storage-blob';

/** Of a blob of which only blocks have arrived Azure tells neither ETag nor times, whatever the SDK's type says. */
export type ContainerBlob = Pick<BlobItem, 'name' | 'metadata' | 'isCurrentVersion'> & {
  readonly deleted?: boolean;
  readonly properties: Partial<
    Pick<BlobItem['properties'], 'etag' | 'lastModified' | 'createdOn' | 'contentLength' | 'contentMD5' | 'leaseState'>
  >;
};

/** `date` is the clock of the service. */
interface ContainerPage {
  readonly date?: Date;
  readonly segment: { readonly blobItems: ContainerBlob[] };
  readonly continuationToken?: string;
}

interface ContainerBlobs extends AsyncIterableIterator<ContainerBlob> {
  byPage(settings?: {
    readonly maxPageSize?: number;
    readonly continuationToken?: string;
  }): AsyncIterableIterator<ContainerPage>;
}

type StoredContent = Pick<
  BlobDownloadResponseParsed,
  'readableStreamBody' | 'etag' | 'lastModified' | 'metadata' | 'blobCommittedBlockCount'
>;

/** The part of the SDK's `BlobClient` that the stores need. */
export interface StoredBlob {
  readonly name: string;
  /** From the offset to the end; with a condition only what has that ETag. */
  download(
    offset?: number,
    count?: undefined,
    options?: { readonly conditions?: { readonly ifMatch: string } },
  ): Promise<StoredContent>;
  downloadToBuffer(offset: number, count: number): Promise<Buffer>;
  getProperties(): Promise<{
    readonly contentLength?: number;
    readonly blobCommittedBlockCount?: number;
    readonly etag?: string;
    readonly lastModified?: Date;
  }>;
  deleteIfExists(): Promise<unknown>;
}

export interface StoredBlockBlob extends StoredBlob {
  upload(
    content: string | Buffer,
    bytes: number,
    options: {
      readonly conditions?: { readonly ifNoneMatch: string } | { readonly ifMatch: string };
      readonly metadata?: Record<string, string>;
      readonly blobHTTPHeaders: BlobHTTPHeaders;
    },
  ): Promise<{ readonly etag?: string; readonly lastModified?: Date }>;
  uploadStream(
    stream: Readable,
    blockBytes: number,
    blocksAtOnce: number,
    options: { readonly blobHTTPHeaders: BlobHTTPHeaders },
  ): Promise<unknown>;
}

export interface StoredAppendBlob extends StoredBlob {
  createIfNotExists(): Promise<unknown>;
  appendBlock(
    text: string,
    bytes: number,
    options: { readonly conditions: { readonly appendPosition: number } },
  ): Promise<{ readonly blobCommittedBlockCount?: number }>;
}

/** The part of the SDK's `ContainerClient` that the stores need, so that they run over any container that behaves like Azure's. */
export interface BlobContainer {
  getBlobClient(name: string): StoredBlob;
  getBlockBlobClient(name: string): StoredBlockBlob;
  getAppendBlobClient(name: string): StoredAppendBlob;
  listBlobsFlat(options?: ContainerListBlobsOptions): ContainerBlobs;
  listBlobsByHierarchy(
    delimiter: '/',
    options?: { readonly prefix: string },
  ): AsyncIterable<{ readonly kind: 'prefix'; readonly name: string } | ({ readonly kind: 'blob' } & ContainerBlob)>;
}

/** The part of the SDK's `BlobServiceClient`: one storage account. */
export interface BlobAccount {
  getContainerClient(name: string): BlobContainer;
}
