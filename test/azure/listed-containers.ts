import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import type { StorageAccount } from '../../local/azure/storage/azurite.ts';
import { firstArrowVersion } from '../../src/azure/base/storage-version.ts';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { listingContract } from '../contract/listing-contract.ts';
import { listingFormsContract } from '../contract/listing-forms-contract.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import type { RunningPorts } from './running-ports.ts';

/** A container with every right, to put things there that the control plane may only list. */
export function containerWithRights({ azure }: RunningPorts, account: StorageAccount, name: string): ContainerClient {
  const { azurite, credential } = azure.storage;
  return new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(name);
}

/** Both suites about listings, in the form in which the storage that runs answers them. */
export function listingContracts(running: () => RunningPorts): void {
  const account = (name: StorageAccount) =>
    listedAccount(running().azure.blobUrl(name), identityCredential(running().azure, 'id-control'), firstArrowVersion);
  const container = (name: StorageAccount, place: string) => containerWithRights(running(), name, place);
  listingContract(() => ({
    listing: (pageSize) =>
      blobListing({ public: account('public'), secure: account('secure'), release: account('public') }, pageSize),
    container: (place) => container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place),
  }));
  listingFormsContract(() => ({
    full: container('secure', 'exports'),
    listed: account('secure').getContainerClient('exports'),
  }));
}
