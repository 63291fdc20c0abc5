import type { DataListing, DataPlace, ListedBlob, ListingPage } from '../ports/storage.ts';
import type { BlobAccount, ContainerBlob } from './blob-container.ts';
import { serviceError } from './service-error.ts';

/** The accounts that hold research data. */
export interface DataAccounts {
  readonly public: BlobAccount;
  readonly secure: BlobAccount;
  /** Where released results go; often the public account itself. */
  readonly release: BlobAccount;
}

const accountOf: Readonly<Record<DataPlace, keyof DataAccounts>> = {
  ingress: 'public',
  datasets: 'secure',
  exports: 'secure',
  review: 'secure',
  returned: 'secure',
  released: 'release',
};

/**
 * Lists data containers and calls nothing but List Blobs: the identity has no other right there.
 * `children` gives names relative to the prefix. Of a blob of which only blocks have arrived Azure reports neither time nor ETag
 * ("List Blobs", uncommitted blobs in the response): it has size 0, an empty etag and the time of the listing, as it still changes.
 */
export function blobListing(accounts: DataAccounts, pageSize = 5000): DataListing {
  const container = (place: DataPlace) => accounts[accountOf[place]].getContainerClient(place);
  return {
    async *pages(place, prefix, options) {
      const includeUncommitedBlobs = options?.uncommitted ?? false;
      const pages = container(place)
        .listBlobsFlat({ prefix, includeMetadata: true, includeUncommitedBlobs })
        .byPage({ maxPageSize: pageSize });
      try {
        for await (const { date, segment } of pages) yield listingPage(place, date, segment.blobItems);
      } catch (error) {
        throw serviceError(`list ${place}/${prefix}`, error);
      }
    },
    async *children(place, prefix) {
      try {
        for await (const item of container(place).listBlobsByHierarchy('/', { prefix })) {
          yield item.name.slice(prefix.length);
        }
      } catch (error) {
        throw serviceError(`list the names under ${place}/${prefix}`, error);
      }
    },
  };
}

function listingPage(place: DataPlace, date: Date | undefined, items: readonly ContainerBlob[]): ListingPage {
  if (date === undefined)
    throw new Error(`The listing of ${place} came without a Date header, so ages cannot be judged`);
  return { date, blobs: items.map((item) => listedBlob(item, date)) };
}

function listedBlob({ name, properties, metadata = {} }: ContainerBlob, date: Date): ListedBlob {
  const { contentLength = 0, contentMD5, etag, lastModified } = properties;
  return {
    path: name,
    size: contentLength,
    etag: unquoted(etag),
    md5: contentMD5 === undefined || contentMD5.length === 0 ? null : Buffer.from(contentMD5).toString('base64'),
    lastModified: (lastModified ?? date).toISOString(),
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value])),
  };
}

/** Listings give ETags bare, headers give them quoted; comparisons need one form. */
function unquoted(etag: string | undefined): string {
  return (etag ?? '').replace(/^"(.*)"$/, '$1');
}
