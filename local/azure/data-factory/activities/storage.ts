import type { BlobDownloadResponseParsed, BlobHTTPHeaders, Metadata } from '@azure/storage-blob';
import { listedAccount } from '../../../../src/azure/transfer/arrow-answers.ts';
import { askedVersion } from '../../storage/asked-version.ts';

interface Abortable {
  readonly abortSignal: AbortSignal;
}

interface Written extends Abortable {
  readonly blobHTTPHeaders: BlobHTTPHeaders;
  readonly metadata: Metadata;
}

interface FileProperties {
  readonly contentLength?: number;
  readonly contentMD5?: Uint8Array;
}

/** What a copy knows of the file that it reads. */
export type OpenedFile = Pick<
  BlobDownloadResponseParsed,
  | 'readableStreamBody'
  | 'etag'
  | 'contentLength'
  | 'contentMD5'
  | 'metadata'
  | 'contentType'
  | 'contentEncoding'
  | 'contentLanguage'
  | 'contentDisposition'
  | 'cacheControl'
>;

/** The part of the SDK's `BlobClient` that activities need, so that a factory runs on any storage that behaves like Azure's. */
export interface SourceFile {
  readonly name: string;
  readonly containerName: string;
  download(offset: number, count: undefined, options: Abortable): Promise<OpenedFile>;
  getProperties(options: Abortable & { readonly conditions?: { readonly ifMatch: string } }): Promise<FileProperties>;
  deleteIfExists(options: Abortable): Promise<{ readonly succeeded: boolean }>;
}

/** The part of `BlockBlobClient`. */
export interface TargetFile {
  readonly name: string;
  readonly containerName: string;
  getProperties(options: Abortable): Promise<FileProperties>;
  upload(content: Buffer, bytes: number, options: Written): Promise<unknown>;
  stageBlock(
    id: string,
    content: Buffer,
    bytes: number,
    options: Abortable & { readonly transactionalContentMD5: Uint8Array },
  ): Promise<unknown>;
  commitBlockList(ids: string[], options: Written): Promise<unknown>;
}

/** A file of a listing. */
export interface ListedFile {
  readonly name: string;
  readonly properties: { readonly lastModified?: Date };
}

interface Listing extends Abortable {
  readonly prefix: string;
}

/** The part of `ContainerClient`. */
export interface FactoryContainer {
  readonly containerName: string;
  getBlobClient(name: string): SourceFile;
  getBlockBlobClient(name: string): TargetFile;
  listBlobsFlat(options: Listing): AsyncIterable<ListedFile>;
  listBlobsByHierarchy(
    delimiter: '/',
    options: Listing,
  ): AsyncIterable<{ readonly kind: 'prefix' } | ({ readonly kind: 'blob' } & ListedFile)>;
}

/** Opens a container of a linked service with the factory's identity. */
export type OpenContainer = (serviceEndpoint: string, container: string) => FactoryContainer;

const tokenSeconds = 60;

/** Opens containers with bearer tokens of the factory's managed identity, as the managed virtual network's runtime does. */
export function openWithToken(token: () => Promise<string>): OpenContainer {
  const credential = {
    getToken: async () => ({ token: await token(), expiresOnTimestamp: Date.now() + tokenSeconds * 1000 }),
  };
  return (serviceEndpoint, container) =>
    listedAccount(serviceEndpoint.replace(/\/$/, ''), credential, askedVersion, {
      retryOptions: { maxTries: 4, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
    }).getContainerClient(container);
}

/** A folder of a container that an activity reads from or writes to. */
export interface Place {
  readonly dataset: string;
  readonly linkedService: string;
  readonly container: string;
  /** Without slash at either end; empty for the whole container. */
  readonly folder: string;
  readonly client: FactoryContainer;
}

/** The blob name of a path relative to a place. */
export function blobName(place: Place, relative: string): string {
  return place.folder === '' ? relative : `${place.folder}/${relative}`;
}
