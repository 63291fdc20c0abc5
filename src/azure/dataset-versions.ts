import type { DatasetVersions } from '../ports/storage.ts';
import type { BlobContainer } from './blob-container.ts';
import { serviceError } from './service-error.ts';

/** Lists the container of datasets with previous versions and deleted blobs, and calls nothing but List Blobs. */
export function blobVersions(datasets: BlobContainer): DatasetVersions {
  return {
    async *all(prefix) {
      try {
        const blobs = datasets.listBlobsFlat({ prefix, includeVersions: true, includeDeleted: true });
        for await (const { name, isCurrentVersion, deleted } of blobs) {
          yield { path: name, isCurrent: isCurrentVersion === true && deleted !== true };
        }
      } catch (error) {
        throw serviceError(`list the versions under datasets/${prefix}`, error);
      }
    },
  };
}
