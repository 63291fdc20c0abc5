import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { AnonymousCredential, BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StorageAccount } from '../../local/azure/storage/azurite.ts';
import { blobListing } from '../../src/azure/data-listing.ts';
import { containerContract } from '../contract/container-contract.ts';
import { manifestsContract } from '../contract/manifests-contract.ts';
import { noticesContract } from '../contract/notices-contract.ts';
import { projectsContract } from '../contract/projects-contract.ts';
import { collect, fresh, stream } from '../contract/samples.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

containerContract(() => container('secure', 'exports'));
manifestsContract(() => running.ports.manifests);
projectsContract(
  () => running.ports.projects,
  (id, text) => upload(container('control', 'projects'), `${id}.json`, text),
);
noticesContract(
  () => running.ports.notices,
  async (path) => (await container('secure', 'notices').getBlobClient(path).downloadToBuffer()).toString('utf8'),
);

/** A container with every right, to put things there that the control plane may only list. */
function container(account: StorageAccount, name: string): ContainerClient {
  const { azurite, credential } = running.azure.storage;
  return new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(name);
}

async function upload(target: ContainerClient, path: string, text: string, metadata = {}): Promise<string> {
  const { etag = '' } = await target.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), { metadata });
  return etag.replaceAll('"', '');
}

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
  test('gives path, size, bare ETag, MD5, time and lower-case metadata of each blob, and the clock of the service', async () => {
    const project = fresh('listed');
    const etag = await upload(container('public', 'ingress'), `${project}/s/a b ü.csv`, 'hello', { Purpose: 'why' });
    await upload(container('public', 'ingress'), `${project}x/other.csv`, 'no');
    const [page, ...more] = await collect(running.ports.listing.pages('ingress', `${project}/`));
    expect(more).toEqual([]);
    const [blob] = page?.blobs ?? [];
    expect(page?.blobs).toEqual([
      {
        path: `${project}/s/a b ü.csv`,
        size: 5,
        etag,
        md5: createHash('md5').update('hello').digest('base64'),
        lastModified: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
        metadata: { purpose: 'why' },
      },
    ]);
    expect(page?.date.getTime()).toBeGreaterThanOrEqual(Date.parse(blob?.lastModified ?? ''));
  });

  test('has no MD5 for a blob that came in blocks, and shows one that is still arriving only when asked', async () => {
    const project = fresh('blocks');
    const target = container('secure', 'exports');
    const block = Buffer.from('block 1').toString('base64');
    const committed = target.getBlockBlobClient(`${project}/p/done`);
    await committed.stageBlock(block, 'data', 4);
    await committed.commitBlockList([block]);
    await target.getBlockBlobClient(`${project}/p/still`).stageBlock(block, 'data', 4);
    const paths = async (uncommitted: boolean) =>
      (await collect(running.ports.listing.pages('exports', `${project}/`, { uncommitted }))).flatMap(
        ({ blobs }) => blobs,
      );
    expect(await paths(false)).toMatchObject([{ path: `${project}/p/done`, md5: null, size: 4 }]);
    const [done] = await paths(false);
    expect(await paths(true)).toMatchObject([done, { path: `${project}/p/still`, size: 0, etag: '', metadata: {} }]);
  });

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

  test('goes over pages without missing or doubling a blob, each page with its own time', async () => {
    const project = fresh('paged');
    const names = Array.from({ length: 7 }, (_, index) => `${project}/d/${index}`);
    for (const name of names) await upload(container('public', 'ingress'), name, 'x');
    const account = (name: StorageAccount) =>
      new BlobServiceClient(running.azure.blobUrl(name), identityCredential(running.azure, 'id-control'));
    const accounts = { public: account('public'), secure: account('secure'), release: account('public') };
    const pages = await collect(blobListing(accounts, 3).pages('ingress', `${project}/`));
    expect(pages.map(({ blobs }) => blobs.length)).toEqual([3, 3, 1]);
    expect(pages.flatMap(({ blobs }) => blobs.map(({ path }) => path))).toEqual(names);
    for (const { date } of pages) expect(date.getTime()).toBeGreaterThan(0);
  });

  test('gives one page, with the clock, where nothing is', async () => {
    const [page] = await collect(running.ports.listing.pages('review', `${fresh('empty')}/`));
    expect(page).toEqual({ date: expect.any(Date), blobs: [] });
  });

  test('names what lies one level below, relative to the prefix', async () => {
    const project = fresh('children');
    const target = container('public', 'ingress');
    for (const path of ['one.csv', 'survey/a.csv', 'survey/deep/b.csv'])
      await upload(target, `${project}/${path}`, 'x');
    const names = await collect(running.ports.listing.children('ingress', `${project}/`));
    expect(names.sort()).toEqual(['one.csv', 'survey/']);
    expect(await collect(running.ports.listing.children('ingress', ''))).toContain(`${project}/`);
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

describe('file lists', () => {
  test('hold one path a line in the account that is read from, and are removed once or twice', async () => {
    const path = `${fresh('list')}/ingress-copy-1.txt`;
    await running.ports.fileLists.write('secure', path, stream(['a.csv', 'ü/b c.csv']));
    const blob = container('secure', 'transfers').getBlobClient(path);
    expect((await blob.downloadToBuffer()).toString('utf8')).toBe('a.csv\nü/b c.csv\n');
    await running.ports.fileLists.remove('secure', path);
    await running.ports.fileLists.remove('secure', path);
    expect(await blob.exists()).toBe(false);
  });

  test('refuse a path that would read as two, and write nothing', async () => {
    const path = `${fresh('list')}/ingress-copy-1.txt`;
    await expect(running.ports.fileLists.write('public', path, stream(['a', 'b\nc']))).rejects.toThrow('line break');
    expect(await container('public', 'transfers').getBlobClient(path).exists()).toBe(false);
  });
});
