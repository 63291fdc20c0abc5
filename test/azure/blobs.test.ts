import { once } from 'node:events';
import { createServer } from 'node:http';
import { AnonymousCredential, BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findIdentity } from '../../local/azure/directory.ts';
import { identityToken } from '../../local/azure/managed-identity.ts';
import { storageAudience } from '../../local/azure/storage/authenticate.ts';
import type { StorageAccount } from '../../local/azure/storage/azurite.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { blobInspections } from '../../src/azure/review/inspections.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { blobFrozenFiles } from '../../src/azure/transfer/frozen-files.ts';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import { inspectionPath } from '../../src/domain/review/inspection.ts';
import { containerContract } from '../contract/container-contract.ts';
import { fileListsContract } from '../contract/file-lists-contract.ts';
import { inspectionsContract } from '../contract/inspections-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { marksContract } from '../contract/marks-contract.ts';
import { noticesContract } from '../contract/notices-contract.ts';
import { projectsContract } from '../contract/projects-contract.ts';
import { collect, fresh, operationId } from '../contract/samples.ts';
import { secondCopyContract } from '../contract/second-copy-contract.ts';
import { signedLogContract } from '../contract/signed-log-contract.ts';
import { fixedCredential, identityCredential } from '../local/azure/running-azure.ts';
import { containerWithRights, listingContracts } from './listed-containers.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

containerContract(() => container('secure', 'exports'));
manifestsContract(() => running.ports.manifests);
marksContract(() => running.ports.marks);
signedLogContract(() => running.ports.signedLog);
secondCopyContract(
  () => ({ copy: running.ports.secondCopy, originals: running.ports.originals }),
  (name, text) => upload(container('control', 'projects'), name, text),
);
projectsContract(
  () => running.ports.projects,
  (id, text) => upload(container('control', 'projects'), `${id}.json`, text),
);
listingContracts(() => running);
fileListsContract(
  () => running.ports.fileLists,
  async (account, path) => (await readText(container(account, 'transfers').getBlobClient(path)))?.text,
);
noticesContract(
  () => running.ports.notices,
  async (path) => (await container('secure', 'notices').getBlobClient(path).downloadToBuffer()).toString('utf8'),
);
inspectionsContract(
  () => {
    const room = findIdentity(running.azure.directory, 'id-inspect');
    const credential = fixedCredential(() => identityToken(running.azure.tokens, room, storageAudience));
    const secure = new BlobServiceClient(running.azure.blobUrl('secure'), credential);
    return {
      inspections: blobInspections(secure),
      frozen: blobFrozenFiles(secure),
      results: running.ports.inspectionResults,
    };
  },
  {
    put: (name, path, text) => upload(container('secure', name), path, text),
    read: async (name, path) => (await container('secure', name).getBlobClient(path).downloadToBuffer()).toString(),
  },
);

const container = (account: StorageAccount, name: string) => containerWithRights(running, account, name);

async function upload(target: ContainerClient, path: string, text: string, metadata = {}): Promise<string> {
  const { etag = '' } = await target.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), { metadata });
  return etag.replaceAll('"', '');
}

test('the control plane can neither change nor delete what it copied', async () => {
  const account = new BlobServiceClient(running.azure.blobUrl('safe'), identityCredential(running.azure, 'id-control'));
  const blob = account.getContainerClient('copy').getBlockBlobClient(fresh('copied'));
  await blob.upload('a', 1, { conditions: { ifNoneMatch: '*' } });
  const refused = { statusCode: 403 };
  await expect(blob.upload('b', 1)).rejects.toMatchObject(refused);
  await expect(blob.stageBlock('AAAA', 'b', 1)).rejects.toMatchObject(refused);
  await expect(blob.setMetadata({ a: 'b' })).rejects.toMatchObject(refused);
  await expect(blob.delete()).rejects.toMatchObject(refused);
  expect((await blob.downloadToBuffer()).toString()).toBe('a');
});

test('a look into a package is asked for once, and the first request stays; asking again is not refused', async () => {
  const { inspectionRequests } = running.ports;
  const key = { project: 'heart-study', exportId: operationId('export'), digest: 'a'.repeat(64) };
  const request = {
    definition: 'b'.repeat(64),
    thresholds: disclosureRules.parse({}),
    approvers: [],
    deadline: '2026-12-01T17:00:00.000Z',
  };
  expect(await inspectionRequests.ask(key, request)).toBe('created');
  expect(await inspectionRequests.ask(key, { ...request, deadline: '2026-12-02T17:00:00.000Z' })).toBe('stands');
  const asked = running.azure.ledger.entries().filter(({ place }) => place === 'inspections');
  expect(asked.map(({ outcome }) => outcome)).not.toContain('refused');
  const blob = container('secure', 'inspections').getBlobClient(inspectionPath(key));
  expect(JSON.parse((await blob.downloadToBuffer()).toString())).toEqual(request);
});

test('a notice can be created and neither read, listed nor deleted by the control plane', async () => {
  const path = `heart-study/${fresh('exp')}.txt`;
  await running.ports.notices.create(path, 'x');
  const url = running.azure.blobUrl('secure');
  const own = new BlobServiceClient(url, identityCredential(running.azure, 'id-control')).getContainerClient('notices');
  await expect(own.getBlobClient(path).downloadToBuffer()).rejects.toMatchObject({ statusCode: 403 });
  await expect(own.getBlobClient(path).delete()).rejects.toMatchObject({ statusCode: 403 });
  await expect(collect(own.listBlobsFlat())).rejects.toMatchObject({ statusCode: 403 });
});

describe('a listing', () => {
  test('takes a blob that is still arriving as Azure lists it: without ETag, time and metadata', async () => {
    const date = new Date('2026-11-24T10:00:00Z');
    // The shape of the answer is that of "List Blobs", section "Uncommitted blobs in the response".
    const properties = '<Content-Length>0</Content-Length><BlobType>BlockBlob</BlobType>';
    const xml = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="exports"><Prefix>p/</Prefix><Blobs><Blob><Name>p/still</Name><Properties>${properties}</Properties></Blob></Blobs><NextMarker /></EnumerationResults>`;
    const server = createServer((_, response) => {
      response.setHeader('date', date.toUTCString()).setHeader('content-type', 'application/xml').end(xml);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const port = Object(server.address()).port;
      const account = new BlobServiceClient(`http://127.0.0.1:${port}/account`, new AnonymousCredential());
      const listing = blobListing({ public: account, secure: account, release: account });
      const pages = await collect(listing.pages('exports', 'p/', { uncommitted: true }));
      const still = { path: 'p/still', size: 0, etag: '', md5: null, lastModified: date.toISOString(), metadata: {} };
      expect(pages).toEqual([{ date, blobs: [still] }]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('has sent nothing but lists to the containers of research data', () => {
    const { ledger } = running.azure;
    const data = ledger
      .entries()
      .filter(({ identity, place }) => identity === 'id-control' && ['ingress', 'exports', 'review'].includes(place));
    expect(data.map(({ action }) => action)).toEqual(data.map(() => 'ListBlobs'));
    expect(data.length).toBeGreaterThan(0);
  });
});
