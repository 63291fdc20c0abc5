import type { ContainerClient } from '@azure/storage-blob';
import { describe, expect, test } from 'vitest';
import type { ContainerBlob } from '../../src/azure/base/blob-container.ts';
import { BlobPages } from '../../src/azure/transfer/blob-pages.ts';
import { collect, fresh } from './samples.ts';

/** One container: as `listedAccount` reaches it, and with every right. */
export interface ListedContainer {
  readonly listed: ContainerClient;
  readonly full: ContainerClient;
}

/** What every account must answer to List Blobs, whether it does so in Arrow or not. */
export function listingFormsContract(container: () => ListedContainer): void {
  describe('a listing in the form that the account has', () => {
    test('tells of each blob what its listing in XML tells, page by page', async () => {
      const { listed, full } = container();
      const prefix = `${fresh('forms')}/`;
      const block = Buffer.from('block 1').toString('base64');
      for (const name of ['a b.csv', 'c&<d>.csv', 'é 😀.csv']) {
        const metadata = { Purpose: 'why', note: '<&>' };
        await full.getBlockBlobClient(`${prefix}${name}`).upload(name, Buffer.byteLength(name), { metadata });
      }
      await full.getBlockBlobClient(`${prefix}blocks`).stageBlock(block, 'data', 4);
      await full.getBlockBlobClient(`${prefix}blocks`).commitBlockList([block]);
      await full.getBlockBlobClient(`${prefix}still`).stageBlock(block, 'data', 4);

      const asked = { prefix, includeMetadata: true, includeUncommitedBlobs: true };
      const pages = await collect(new BlobPages(2).of(listed, asked));
      const inXml = await collect(listed.listBlobsFlat(asked).byPage({ maxPageSize: 2 }));
      expect(pages.map(({ blobs }) => blobs.map(toldOf))).toEqual(
        inXml.map(({ segment }) => segment.blobItems.map(toldOf)),
      );
      expect(pages.map(({ blobs }) => blobs.length)).toEqual([2, 2, 1]);
      for (const { date } of pages) expect(date?.getTime()).toBeGreaterThan(0);
    });
  });
}

/** What the app reads of a blob; what is missing and what is empty is the same. */
function toldOf({ name, metadata, properties }: ContainerBlob) {
  const { contentLength = 0, contentMD5, etag = '', lastModified } = properties;
  return {
    name,
    metadata: metadata ?? {},
    etag: etag.replaceAll('"', ''),
    size: contentLength,
    md5: Buffer.from(contentMD5 ?? []).toString('base64'),
    lastModified: etag === '' ? undefined : lastModified?.getTime(),
  };
}
