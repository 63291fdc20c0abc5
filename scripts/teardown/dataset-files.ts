import { AzureCliCredential } from '@azure/identity';
import { type BlobItem, BlobServiceClient } from '@azure/storage-blob';
import type { DatasetFiles } from './around.ts';
import type { KeptVersion } from './judge.ts';

const pageSize = 5000;

/** A page of a listing is what is held at a time, whatever lies there. */
export function datasetFiles(blobs: string): DatasetFiles {
  const container = new BlobServiceClient(blobs, new AzureCliCredential()).getContainerClient('datasets');
  return {
    async *pages() {
      const wanted = { includeVersions: true, includeImmutabilityPolicy: true, includeLegalHold: true };
      for await (const { segment } of container.listBlobsFlat(wanted).byPage({ maxPageSize: pageSize }))
        yield segment.blobItems.map(asVersion);
    },
    async remove({ name, versionId, isCurrentVersion }) {
      const blob = container.getBlobClient(name);
      // Azure deletes no current version by its id: without one it becomes a previous version first.
      if (isCurrentVersion === true || !versionId) await blob.deleteIfExists();
      if (versionId) await blob.withVersion(versionId).deleteIfExists();
    },
  };
}

function asVersion({ name, versionId, isCurrentVersion, properties }: BlobItem): KeptVersion {
  const expiryTime = properties.immutabilityPolicyExpiresOn?.toISOString();
  return { name, versionId, isCurrentVersion, hasLegalHold: properties.legalHold, immutabilityPolicy: { expiryTime } };
}
