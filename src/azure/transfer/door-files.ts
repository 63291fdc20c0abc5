import type { DoorFiles } from '../../ports/storage.ts';
import type { BlobAccount } from '../base/blob-container.ts';
import { serviceError } from '../base/service-error.ts';

/** Lists the containers of the doors with deleted blobs, and calls nothing but List Blobs. Listings in Arrow tell of no lease. */
export function blobDoorFiles(accounts: { readonly ingress: BlobAccount; readonly exports: BlobAccount }): DoorFiles {
  return {
    async *all(place, prefix) {
      try {
        const container = accounts[place].getContainerClient(place);
        for await (const { name, deleted, properties } of container.listBlobsFlat({ prefix, includeDeleted: true }))
          yield { path: name, isLeased: properties.leaseState === 'leased', isDeleted: deleted === true };
      } catch (error) {
        throw serviceError(`list the files of ${place}/${prefix}`, error);
      }
    },
  };
}
