import { TableClient } from '@azure/data-tables';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import type { RunningAzure } from '../../local/azure/stack.ts';
import type { AuditPlace } from '../../src/azure/audit/audit-log.ts';
import { vaultSealKeys } from '../../src/azure/base/seals/seal-keys.ts';
import { sealedTable } from '../../src/azure/base/seals/sealed-table.ts';
import { vaultClient, vaultSecrets } from '../../src/azure/base/secrets.ts';
import { type AuditEvent, chainLine, genesisHash, lineHash } from '../../src/domain/audit/chain-line.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { anEvent } from '../contract/samples.ts';
import { identityCredential } from '../local/azure/running-azure.ts';

/** The audit of a stack as the control plane reaches it, with blobs of three appends each. */
export function auditPlace(azure: RunningAzure, clock: Clock): AuditPlace & { readonly container: ContainerClient } {
  const credential = identityCredential(azure, 'id-control');
  const container = new BlobServiceClient(azure.blobUrl('control'), credential).getContainerClient('audit');
  const secrets = vaultSecrets(vaultClient({ url: azure.vaultUrl, verifyChallenge: false }, credential));
  const sealing = { keys: vaultSealKeys(secrets), found: () => undefined };
  const heads = sealedTable(new TableClient(azure.tableUrl('control'), 'heads', credential), 'heads', sealing);
  return { container, heads, clock, blocksPerBlob: 3 };
}

/** What reading chains cost: requests that the gateway let through to the audit's blobs, and bytes of the ranges read. */
export interface ReadingCost {
  readonly reads: number;
  readonly bytes: number;
  readonly listings: number;
}

export function numberedEvents(count: number): AuditEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent(`event ${index + 1}`));
}

/** Makes an audit blob that holds the events, in one append: quicker than the chain's own writer, who makes a request for each. */
export async function fillBlob(container: ContainerClient, blob: string, events: readonly AuditEvent[]): Promise<void> {
  let previous = genesisHash;
  const lines = events.map((event) => {
    const line = chainLine(event, previous);
    previous = lineHash(line);
    return `${line}\n`;
  });
  const text = lines.join('');
  const client = container.getAppendBlobClient(blob);
  await client.create();
  await client.appendBlock(text, Buffer.byteLength(text));
}

/** Does the work and says what it cost. Throws when it did anything else to the audit's blobs. */
export async function readingCost(azure: RunningAzure, work: () => Promise<unknown>): Promise<ReadingCost> {
  azure.ledger.clear();
  await work();
  const spent = { reads: 0, bytes: 0, listings: 0 };
  for (const { place, action, count, bytesOut } of azure.ledger.entries()) {
    if (place !== 'audit') continue;
    if (action === 'ListBlobs') spent.listings += count;
    else if (action === 'GetBlob') Object.assign(spent, { reads: spent.reads + count, bytes: spent.bytes + bytesOut });
    else throw new Error(`reading a chain sent ${count} ${action}`);
  }
  return spent;
}
