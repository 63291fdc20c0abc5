import type { ContainerListBlobsOptions } from '@azure/storage-blob';
import type { BlobContainer } from '../../src/azure/base/blob-container.ts';
import { MemoryBlob } from './blob-client.ts';
import type { BlobPage, BlobQuery } from './blob-listing.ts';
import type { BlobService } from './blob-service.ts';

type PageSettings = Parameters<ReturnType<BlobContainer['listBlobsFlat']>['byPage']>[0];

/** A container in memory, in the form in which the stores and the data factory know the SDK's `ContainerClient`. */
export class MemoryContainer implements BlobContainer {
  readonly containerName: string;
  readonly #service: BlobService;
  #uploads = 0;

  constructor(service: BlobService, containerName: string) {
    this.#service = service;
    this.containerName = containerName;
  }

  getBlobClient(name: string): MemoryBlob {
    const nextUpload = () => {
      this.#uploads += 1;
      return this.#uploads;
    };
    return new MemoryBlob(this.#service, this.containerName, name, nextUpload);
  }

  getBlockBlobClient(name: string): MemoryBlob {
    return this.getBlobClient(name);
  }

  getAppendBlobClient(name: string): MemoryBlob {
    return this.getBlobClient(name);
  }

  async deleteBlob(name: string): Promise<void> {
    await this.#service.remove(name);
  }

  listBlobsFlat(options: ContainerListBlobsOptions = {}) {
    const pages = (settings: PageSettings) => this.#flatPages(options, settings);
    async function* blobs() {
      for await (const { segment } of pages({})) yield* segment.blobItems;
    }
    return Object.assign(blobs(), { byPage: (settings: PageSettings = {}) => pages(settings) });
  }

  async *listBlobsByHierarchy(delimiter: '/', options: ContainerListBlobsOptions = {}) {
    for await (const { blobs, prefixes } of this.#pages({ ...queryOf(options), delimiter }, options.abortSignal)) {
      for (const name of prefixes) yield { kind: 'prefix' as const, name };
      for (const blob of blobs) yield { kind: 'blob' as const, ...blob };
    }
  }

  async *#flatPages(options: ContainerListBlobsOptions, settings: PageSettings = {}) {
    const { maxPageSize: top, continuationToken: marker } = settings;
    for await (const page of this.#pages({ ...queryOf(options), top, marker }, options.abortSignal)) {
      const { date, blobs, marker: next } = page;
      yield { date, segment: { blobItems: blobs }, ...(next === undefined ? {} : { continuationToken: next }) };
    }
  }

  async *#pages(query: BlobQuery, signal: ContainerListBlobsOptions['abortSignal']): AsyncGenerator<BlobPage> {
    let marker = query.marker;
    do {
      const page = await this.#service.list({ ...query, marker });
      if (signal?.aborted) throw new DOMException('The listing was aborted', 'AbortError');
      yield page;
      marker = page.marker;
    } while (marker !== undefined);
  }
}

function queryOf(options: ContainerListBlobsOptions): BlobQuery {
  const { prefix, includeMetadata, includeUncommitedBlobs, includeVersions, includeDeleted } = options;
  return {
    prefix,
    metadata: includeMetadata,
    uncommitted: includeUncommitedBlobs,
    versions: includeVersions,
    deleted: includeDeleted,
  };
}
