import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { tables as controlTables } from '../../../src/domain/base/stored-tables.ts';
import type { RunningAzurite, StorageAccount } from './azurite.ts';
import type { PlatformCredential } from './platform.ts';

/** The containers that the deployment template makes in each account. */
const containers: Readonly<Record<StorageAccount, readonly string[]>> = {
  public: ['ingress', 'released', 'transfers'],
  secure: [
    'datasets',
    'exports',
    'review',
    'returned',
    'notices',
    'transfers',
    'inspections',
    'evidence',
    'places',
    'views',
  ],
  control: ['projects', 'manifests', 'audit', 'tree'],
  host: [],
  'inspector-host': ['locks'],
  release: ['released'],
  safe: ['copy'],
};

/** The queues that the deployment template makes in the accounts of the Functions hosts. */
const queuesOf = {
  host: ['scan-results', 'scan-results-poison', 'webjobs-blobtrigger-poison'],
  'inspector-host': ['look', 'look-poison'],
} as const;

/** Makes every container, table and queue that is not there yet, as the deployment would. */
export async function createPlaces(azurite: RunningAzurite, credential: PlatformCredential): Promise<void> {
  const made: Promise<unknown>[] = [];
  for (const [account, names] of Object.entries(containers)) {
    const service = new BlobServiceClient(`${azurite.blob}/${account}`, credential);
    made.push(...names.map((name) => service.getContainerClient(name).createIfNotExists()));
  }
  const tables = new TableServiceClient(`${azurite.table}/control`, credential);
  made.push(...controlTables.map((name) => tables.createTable(name)));
  for (const [account, names] of Object.entries(queuesOf)) {
    const queues = new QueueServiceClient(`${azurite.queue}/${account}`, credential);
    made.push(...names.map((name) => queues.getQueueClient(name).createIfNotExists()));
  }
  await Promise.all(made);
}
