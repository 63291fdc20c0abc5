import type { DataListing, DataPlace, ListedBlob, ListingPage } from '../../ports/storage.ts';
import type { BlobAccount, ContainerBlob } from '../base/blob-container.ts';
import { serviceError } from '../base/service-error.ts';
import { type BlobPage, BlobPages } from './blob-pages.ts';

export interface DataAccounts {
  readonly public: BlobAccount;
  readonly secure: BlobAccount;
  /** Where released results go; often the public account itself. */
  readonly release: BlobAccount;
}

export const accountOfPlace: Readonly<Record<DataPlace, keyof DataAccounts>> = {
  ingress: 'public',
  datasets: 'secure',
  exports: 'secure',
  review: 'secure',
  returned: 'secure',
  released: 'release',
};

/**
 * Lists data containers and calls nothing but List Blobs: the identity has no other right there. The accounts are those of
 * `listedAccount`, so that no listing in Arrow is cut unseen.
 * `children` gives names relative to the prefix. Of a blob of which only blocks have arrived Azure reports neither time nor ETag
 * ("List Blobs", uncommitted blobs in the response): it has size 0, an empty etag and the time of the listing, as it still changes.
 */
export function blobListing(accounts: DataAccounts, pageSize = 5000): DataListing {
  const container = (place: DataPlace) => accounts[accountOfPlace[place]].getContainerClient(place);
  const pagesOf = {
    public: new BlobPages(pageSize),
    secure: new BlobPages(pageSize),
    release: new BlobPages(pageSize),
  };
  return {
    async *pages(place, prefix, options) {
      const includeUncommitedBlobs = options?.uncommitted ?? false;
      const asked = { prefix, includeMetadata: true, includeUncommitedBlobs };
      try {
        for await (const page of pagesOf[accountOfPlace[place]].of(container(place), asked))
          yield listingPage(place, page);
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

function listingPage(place: DataPlace, { date, blobs }: BlobPage): ListingPage {
  if (date === undefined)
    throw new Error(`The listing of ${place} came without a Date header, so ages cannot be judged`);
  return { date, blobs: blobs.map((blob) => listedBlob(blob, date)) };
}

function listedBlob({ name, properties, metadata = {} }: ContainerBlob, date: Date): ListedBlob {
  const { contentLength = 0, contentMD5, lastModified } = properties;
  const etag = unquoted(properties.etag);
  return {
    path: name,
    size: contentLength,
    etag,
    md5: contentMD5 === undefined || contentMD5.length === 0 ? null : Buffer.from(contentMD5).toString('base64'),
    // Read from Arrow, the time that is missing is that of 1970.
    lastModified: (etag === '' ? date : (lastModified ?? date)).toISOString(),
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value])),
  };
}

/** Listings give ETags bare, headers give them quoted; comparisons need one form. */
function unquoted(etag: string | undefined): string {
  return (etag ?? '').replace(/^"(.*)"$/, '$1');
}
