import type { Notices } from '../../ports/storage.ts';
import type { BlobContainer } from '../base/blob-container.ts';
import { isConflict, serviceError, statusOf } from '../base/service-error.ts';

/**
 * Notices in the container `notices` of the secure account. The role only creates: Azure answers 403 when the blob exists, as it does
 * when the role is missing; whoever calls tries another path and sees the difference.
 */
export function blobNotices(container: BlobContainer): Notices {
  return {
    async create(path, text) {
      try {
        await container.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), {
          conditions: { ifNoneMatch: '*' },
          blobHTTPHeaders: { blobContentType: 'text/plain; charset=utf-8' },
        });
        return 'created';
      } catch (error) {
        if (isConflict(error) || statusOf(error) === 403) return 'stands';
        throw serviceError(`create the notice ${path}`, error);
      }
    },
  };
}
