import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { BlobContainer, StoredBlockBlob } from '../../src/azure/base/blob-container.ts';
import { readText } from '../../src/azure/base/blob-text.ts';
import { collect, fresh } from './samples.ts';

/** A container to which blobs may also come block by block, as people's tools send them. */
export interface FilledContainer extends BlobContainer {
  getBlockBlobClient(name: string): StoredBlockBlob & {
    stageBlock(id: string, text: string, bytes: number): Promise<unknown>;
    commitBlockList(ids: string[]): Promise<unknown>;
  };
}

const [one, two] = ['b-1', 'b-2'].map((id) => Buffer.from(id).toString('base64'));
const blobHTTPHeaders = { blobContentType: 'text/plain' };
const ifNew = { conditions: { ifNoneMatch: '*' }, blobHTTPHeaders };
const ifMatch = (etag: string | undefined) => ({ conditions: { ifMatch: etag ?? '' }, blobHTTPHeaders });

/** What every container must do that the stores and the data factory are built on. */
export function containerContract(container: () => FilledContainer): void {
  const missing = { statusCode: 404, code: 'BlobNotFound' };
  const changed = { statusCode: 412, code: 'ConditionNotMet' };

  describe('a block blob', () => {
    test('is created once, and changed by whoever knows its ETag', async () => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      const metadata = { purpose: 'why' };
      const created = await blob.upload('größer', 8, { ...ifNew, metadata });
      expect(created.lastModified?.getMilliseconds()).toBe(0);
      expect(await readText(blob)).toEqual({
        text: 'größer',
        metadata,
        etag: created.etag,
        lastModified: created.lastModified,
      });
      await expect(blob.upload('x', 1, ifNew)).rejects.toMatchObject({ statusCode: 409, code: 'BlobAlreadyExists' });
      const next = await blob.upload('y', 1, ifMatch(created.etag));
      expect(next.etag).not.toBe(created.etag);
      await expect(blob.upload('z', 1, ifMatch(created.etag))).rejects.toMatchObject(changed);
      expect(await readText(blob)).toMatchObject({ text: 'y', metadata: {}, etag: next.etag });
    });

    test('that does not exist cannot be read, changed or deleted', async () => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      await expect(blob.download()).rejects.toMatchObject(missing);
      await expect(blob.downloadToBuffer(0, 1)).rejects.toMatchObject(missing);
      await expect(blob.getProperties()).rejects.toMatchObject({ statusCode: 404 });
      await expect(blob.upload('x', 1, ifMatch('"0x1"'))).rejects.toMatchObject(changed);
      expect(await blob.deleteIfExists()).toMatchObject({ succeeded: false });
      expect(await readText(blob)).toBeUndefined();
    });

    test('is deleted once', async () => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      await blob.upload('x', 1, ifNew);
      expect(await blob.deleteIfExists()).toMatchObject({ succeeded: true });
      expect(await blob.deleteIfExists()).toMatchObject({ succeeded: false });
    });

    test('gives its content to those who ask for the ETag that it has', async () => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      const { etag = '' } = await blob.upload('ab', 2, { blobHTTPHeaders });
      const asked = { conditions: { ifMatch: etag } };
      expect(await text((await blob.download(0, undefined, asked)).readableStreamBody ?? Readable.from([]))).toBe('ab');
      await blob.upload('cd', 2, { blobHTTPHeaders });
      await expect(blob.download(0, undefined, asked)).rejects.toMatchObject({ statusCode: 412 });
    });

    test.each([0, 1, 20, 21])('takes a stream of %i bytes in blocks of ten', async (length) => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      const pieces = Array.from({ length }, (_, index) => Buffer.from(String(index % 10)));
      await blob.uploadStream(Readable.from(pieces, { objectMode: false }), 10, 2, { blobHTTPHeaders });
      expect((await readText(blob))?.text).toBe(pieces.join(''));
    });

    test('changes only when the list of its blocks is put', async () => {
      const name = fresh('blob');
      const blob = container().getBlockBlobClient(name);
      await blob.stageBlock(one ?? '', 'ab', 2);
      await blob.stageBlock(two ?? '', 'cd', 2);
      await expect(blob.download()).rejects.toMatchObject(missing);
      await blob.commitBlockList([two ?? '', one ?? '']);
      expect((await readText(blob))?.text).toBe('cdab');
    });

    test('forgets the blocks that had arrived and are not in the list', async () => {
      const blob = container().getBlockBlobClient(fresh('blob'));
      await blob.stageBlock(one ?? '', 'ab', 2);
      await blob.stageBlock(two ?? '', 'cd', 2);
      await blob.commitBlockList([two ?? '']);
      const late = blob.commitBlockList([one ?? '']);
      await expect(late).rejects.toMatchObject({ statusCode: 400, code: 'InvalidBlockList' });
      expect((await readText(blob))?.text).toBe('cd');
    });
  });

  describe('an append blob', () => {
    const at = (appendPosition: number) => ({ conditions: { appendPosition } });

    test('grows at the position that its writer knows, and counts its blocks', async () => {
      const blob = container().getAppendBlobClient(fresh('blob'));
      await expect(blob.appendBlock('x', 1, at(0))).rejects.toMatchObject(missing);
      await blob.createIfNotExists();
      expect(await blob.appendBlock('ü\n', 3, at(0))).toMatchObject({ blobCommittedBlockCount: 1 });
      await blob.createIfNotExists();
      const late = { statusCode: 412, code: 'AppendPositionConditionNotMet' };
      await expect(blob.appendBlock('x', 1, at(0))).rejects.toMatchObject(late);
      await expect(blob.appendBlock('x', 1, at(4))).rejects.toMatchObject(late);
      expect(await blob.appendBlock('two', 3, at(3))).toMatchObject({ blobCommittedBlockCount: 2 });
      expect(await blob.getProperties()).toMatchObject({ contentLength: 6, blobCommittedBlockCount: 2 });
      expect((await readText(blob))?.text).toBe('ü\ntwo');
    });

    test('gives ranges, and none beyond its end', async () => {
      const blob = container().getAppendBlobClient(fresh('blob'));
      await blob.createIfNotExists();
      await blob.appendBlock('abcdef', 6, at(0));
      expect((await blob.downloadToBuffer(2, 3)).toString()).toBe('cde');
      await expect(blob.downloadToBuffer(8, 1)).rejects.toMatchObject({ statusCode: 416, code: 'InvalidRange' });
      await expect(blob.downloadToBuffer(4, 3)).rejects.toThrow('drains');
    });

    test('gives what stands behind an offset, with the count of its blocks', async () => {
      const blob = container().getAppendBlobClient(fresh('blob'));
      await blob.createIfNotExists();
      await blob.appendBlock('ab', 2, at(0));
      await blob.appendBlock('cd', 2, at(2));
      const { readableStreamBody, blobCommittedBlockCount } = await blob.download(1);
      expect(await text(readableStreamBody ?? Readable.from([]))).toBe('bcd');
      expect(blobCommittedBlockCount).toBe(2);
      await expect(blob.download(8)).rejects.toMatchObject({ statusCode: 416 });
    });

    test('lets one of many through that append at the same position', async () => {
      const blob = container().getAppendBlobClient(fresh('blob'));
      await blob.createIfNotExists();
      const mails = ['a', 'b', 'c', 'd', 'e'];
      const attempts = await Promise.allSettled(mails.map((letter) => blob.appendBlock(letter, 1, at(0))));
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await blob.getProperties()).toMatchObject({ contentLength: 1 });
    });

    test('is none that was uploaded whole', async () => {
      const name = fresh('blob');
      await container().getBlockBlobClient(name).upload('x', 1, ifNew);
      const appending = container().getAppendBlobClient(name).appendBlock('y', 1, at(1));
      await expect(appending).rejects.toMatchObject({ statusCode: 409, code: 'InvalidBlobType' });
    });
  });

  describe('a list of blobs', () => {
    const names = ['a', 'a-b', 'a/x', 'a/y/z', 'B', 'ä', '～', '😀', 'folder/'];
    const filled = async (): Promise<string> => {
      const prefix = `${fresh('list')}/`;
      for (const name of names)
        await container()
          .getBlockBlobClient(prefix + name)
          .upload('x', 1, ifNew);
      await container()
        .getBlockBlobClient(`${prefix}arriving`)
        .stageBlock(one ?? '', 'x', 1);
      return prefix;
    };

    test('is in the order of UTF-16 and leaves out what is still arriving, unless asked', async () => {
      const prefix = await filled();
      const listed = async (includeUncommitedBlobs: boolean) =>
        (await collect(container().listBlobsFlat({ prefix, includeUncommitedBlobs }))).map(({ name }) =>
          name.slice(prefix.length),
        );
      expect(await listed(false)).toEqual(names.toSorted());
      expect(await listed(true)).toEqual([...names, 'arriving'].toSorted());
    });

    test('shows lengths, times, bare ETags and MD5s', async () => {
      const prefix = `${fresh('list')}/`;
      const blob = container().getBlockBlobClient(`${prefix}whole`);
      const { etag, lastModified } = await blob.upload('hello', 5, { ...ifNew, metadata: { purpose: 'why' } });
      const listed = await collect(container().listBlobsFlat({ prefix, includeMetadata: true }));
      const properties = { contentLength: 5, lastModified, createdOn: lastModified, etag: etag?.replaceAll('"', '') };
      expect(listed).toMatchObject([{ name: blob.name, metadata: { purpose: 'why' }, properties }]);
      expect(Buffer.from(listed[0]?.properties.contentMD5 ?? []).toString('base64')).toBe('XUFAKrxLKna5cZ2REBfFkg==');
    });

    test('comes in pages that go on behind blobs which are gone by then, each with the time of the service', async () => {
      const prefix = await filled();
      const pages = container().listBlobsFlat({ prefix }).byPage({ maxPageSize: 4 });
      const first = (await pages.next()).value;
      expect(first?.segment.blobItems).toHaveLength(4);
      expect(first?.date?.getMilliseconds()).toBe(0);
      const [, , , last, gone] = names.toSorted();
      for (const name of [last, gone])
        await container()
          .getBlobClient(prefix + name)
          .deleteIfExists();
      const token = { maxPageSize: 4, continuationToken: first?.continuationToken ?? '' };
      const rest = await collect(container().listBlobsFlat({ prefix }).byPage(token));
      const found = rest.flatMap(({ segment }) => segment.blobItems.map(({ name }) => name.slice(prefix.length)));
      expect(found).toEqual(names.toSorted().slice(5));
    });

    test('shows one level of names, folders among them once', async () => {
      const prefix = await filled();
      const level = await collect(container().listBlobsByHierarchy('/', { prefix }));
      const shown = level.map(({ kind, name }) => `${kind} ${name.slice(prefix.length)}`);
      expect(shown.toSorted()).toEqual(
        ['blob B', 'blob a', 'blob a-b', 'blob ä', 'blob ～', 'blob 😀', 'prefix a/', 'prefix folder/'].toSorted(),
      );
    });

    test('is one empty page where nothing is', async () => {
      const pages = await collect(
        container()
          .listBlobsFlat({ prefix: `${fresh('none')}/` })
          .byPage({}),
      );
      expect(pages.map(({ segment }) => segment.blobItems)).toEqual([[]]);
    });
  });
}
