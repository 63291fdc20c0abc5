import { TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import type { RunningAzurite, StorageAccount } from './azurite.ts';
import type { PlatformCredential } from './platform.ts';

/** The containers that the deployment template makes in each account. */
const containers: Readonly<Record<StorageAccount, readonly string[]>> = {
  public: ['ingress', 'released', 'transfers'],
  secure: ['datasets', 'exports', 'review', 'returned', 'notices', 'transfers'],
  control: ['projects', 'manifests', 'audit'],
  host: [],
};

/** The tables that the deployment template makes in the control account. */
const controlTables = [
  'register',
  'decisions',
  'handles',
  'heads',
  'outbox',
  'holds',
  'changes',
  'requests',
  'verdicts',
] as const;

/** Makes every container and table that is not there yet, as the deployment would. */
export async function createPlaces(azurite: RunningAzurite, credential: PlatformCredential): Promise<void> {
  const made: Promise<unknown>[] = [];
  for (const [account, names] of Object.entries(containers)) {
    const service = new BlobServiceClient(`${azurite.blob}/${account}`, credential);
    made.push(...names.map((name) => service.getContainerClient(name).createIfNotExists()));
  }
  const tables = new TableServiceClient(`${azurite.table}/control`, credential);
  made.push(...controlTables.map((name) => tables.createTable(name)));
  await Promise.all(made);
}
