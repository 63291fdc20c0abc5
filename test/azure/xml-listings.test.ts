import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll } from 'vitest';
import type { StorageAccount } from '../../local/azure/storage/azurite.ts';
import { listedAccount } from '../../src/azure/arrow-answers.ts';
import { blobListing } from '../../src/azure/data-listing.ts';
import { listingContract } from '../contract/listing-contract.ts';
import { listingFormsContract } from '../contract/listing-forms-contract.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts({ listings: 'xml' });
});
afterAll(() => running.stop());

// An older cloud answers in XML whoever asks for Arrow.
listingContract(() => ({
  listing: (pageSize) => {
    const account = (name: StorageAccount) =>
      listedAccount(running.azure.blobUrl(name), identityCredential(running.azure, 'id-control'));
    return blobListing({ public: account('public'), secure: account('secure'), release: account('public') }, pageSize);
  },
  container: (place) => container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place),
}));
listingFormsContract(() => ({
  full: container('secure', 'exports'),
  listed: listedAccount(
    running.azure.blobUrl('secure'),
    identityCredential(running.azure, 'id-control'),
  ).getContainerClient('exports'),
}));

/** A container with every right, to put things there that the control plane may only list. */
function container(account: StorageAccount, name: string): ContainerClient {
  const { azurite, credential } = running.azure.storage;
  return new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(name);
}
