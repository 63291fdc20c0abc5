import type { DatasetVersions } from '../../ports/storage.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import { serviceError } from '../base/service-error.ts';
import { BlobPages } from './blob-pages.ts';

/** Lists the container of datasets with previous versions and deleted blobs, and calls nothing but List Blobs. */
export function blobVersions(datasets: BlobContainer): DatasetVersions {
  const pages = new BlobPages(5000);
  return {
    async *all(prefix) {
      try {
        for await (const { blobs } of pages.of(datasets, { prefix, includeVersions: true, includeDeleted: true }))
          for (const { name, isCurrentVersion, deleted } of blobs)
            yield { path: name, isCurrent: isCurrentVersion === true && deleted !== true };
      } catch (error) {
        throw serviceError(`list the versions under datasets/${prefix}`, error);
      }
    },
  };
}
