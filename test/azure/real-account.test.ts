import { TableClient, TableServiceClient } from '@azure/data-tables';
import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobAuditLog } from '../../src/azure/audit/audit-log.ts';
import { firstArrowVersion } from '../../src/azure/base/storage-version.ts';
import { tableRegister } from '../../src/azure/operation/register.ts';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import { blobManifests } from '../../src/azure/transfer/manifest-store.ts';
import { auditContract } from '../contract/audit-contract.ts';
import { containerContract } from '../contract/container-contract.ts';
import { listingFormsContract } from '../contract/listing-forms-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { registerContract } from '../contract/register-contract.ts';
import { tableContract } from '../contract/table-contract.ts';

const { AZURE_CONTRACT_BLOB_URL: blobUrl, AZURE_CONTRACT_TABLE_URL: tableUrl } = process.env;
test('a real account is named by both of its addresses or by none', () => {
  expect(blobUrl === undefined).toBe(tableUrl === undefined);
});

if (blobUrl === undefined || tableUrl === undefined)
  console.log(
    'no real account is asked: AZURE_CONTRACT_BLOB_URL and AZURE_CONTRACT_TABLE_URL name none to fill and clear',
  );
else describe('a real storage account', () => contracts(blobUrl, tableUrl));

/** Makes a container and a table for this run, and deletes both at its end. */
function contracts(blobs: string, rows: string): void {
  const name = `contract${Date.now().toString(36)}`;
  const credential = new DefaultAzureCredential();
  const container = new BlobServiceClient(blobs, credential).getContainerClient(name);
  const tables = new TableServiceClient(rows, credential);
  const table = new TableClient(rows, name, credential);
  beforeAll(async () => {
    await Promise.all([container.create(), tables.createTable(name)]);
  });
  afterAll(async () => {
    await Promise.all([container.delete(), tables.deleteTable(name)]);
  });

  containerContract(() => container);
  listingFormsContract(() => ({
    full: container,
    listed: listedAccount(blobs, credential, firstArrowVersion).getContainerClient(name),
  }));
  manifestsContract(() => blobManifests(container));
  tableContract(() => table);
  registerContract(() => tableRegister(table));
  auditContract(() => blobAuditLog({ container, heads: table, clock: { now: () => new Date() } }));
}
