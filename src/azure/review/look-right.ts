import type { ContainerClient } from '@azure/storage-blob';
import type { HeldRight, LookRight } from '../../ports/look-right.ts';
import { createBlob } from '../base/create-blob.ts';
import { isConflict, isMissing, serviceError } from '../base/service-error.ts';

const blobName = 'look';
const seconds = { lease: 30, renewed: 10 } as const;
const tried = 'take the right to look for packages';

/** The lease of a blob. A process that dies keeps it for half a minute. */
export function blobLookRight(container: ContainerClient): LookRight {
  return {
    async take() {
      const lease = container.getBlobClient(blobName).getBlobLeaseClient();
      const acquire = () => lease.acquireLease(seconds.lease);
      try {
        await acquire().catch(async (error: unknown) => {
          if (!isMissing(error)) throw error;
          await createBlob(container, { name: blobName, content: '', type: 'text/plain' }, tried);
          return await acquire();
        });
      } catch (error) {
        if (isConflict(error)) return undefined;
        throw serviceError(tried, error);
      }
      return held(lease);
    },
  };
}

interface Lease {
  renewLease(): Promise<unknown>;
  releaseLease(): Promise<unknown>;
}

function held(lease: Lease): HeldRight {
  const lost = new AbortController();
  const renewing = setInterval(() => {
    lease.renewLease().catch((error: unknown) => lost.abort(serviceError('keep the right to look', error)));
  }, seconds.renewed * 1000);
  return {
    lost: lost.signal,
    async giveBack() {
      clearInterval(renewing);
      // What was lost ends by itself, or is another's.
      if (!lost.signal.aborted) await lease.releaseLease();
    },
  };
}
