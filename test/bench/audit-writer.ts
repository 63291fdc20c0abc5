import { TableClient } from '@azure/data-tables';
import { ManagedIdentityCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { z } from 'zod';
import { blobAuditLog } from '../../src/azure/audit/audit-log.ts';
import { anEvent } from '../contract/samples.ts';

// A process that appends to a chain as an instance of the app does: it says when it is ready, begins when it is told, and ends.

/** What it is told: where the audit is, as whom it goes there, and how many writers append how many events each. */
export const writing = z.strictObject({
  name: z.string(),
  blobUrl: z.string(),
  tableUrl: z.string(),
  clientId: z.string(),
  blocksPerBlob: z.number(),
  writers: z.number(),
  rounds: z.number(),
});
export type Writing = z.infer<typeof writing>;

process.once('message', (message) => {
  const { name, blobUrl, tableUrl, clientId, blocksPerBlob, writers, rounds } = writing.parse(message);
  const credential = new ManagedIdentityCredential({ clientId });
  const container = new BlobServiceClient(blobUrl, credential).getContainerClient('audit');
  const heads = new TableClient(tableUrl, 'heads', credential);
  const log = blobAuditLog({ container, heads, clock: { now: () => new Date() }, blocksPerBlob });
  process.once('message', async () => {
    const write = async (writer: number) => {
      for (let round = 0; round < rounds; round += 1) await log.append('busy', [anEvent(`${name} ${writer} ${round}`)]);
    };
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    process.disconnect();
  });
  // The token is fetched before it counts.
  void log.head('busy').then(() => process.send?.('ready'));
});
