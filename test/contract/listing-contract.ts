import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DataListing, DataPlace } from '../../src/ports/storage.ts';
import type { FilledContainer } from './container-contract.ts';
import { collect, fresh } from './samples.ts';

/** A container into which a test puts what others would; metadata beside the text. */
export interface DataContainer extends FilledContainer {
  getBlockBlobClient(name: string): ReturnType<FilledContainer['getBlockBlobClient']> & {
    upload(
      text: string,
      bytes: number,
      options: { readonly metadata: Record<string, string> },
    ): Promise<{ readonly etag?: string; readonly lastModified?: Date }>;
  };
}

/** The listing under test, and the containers as people reach them. */
export interface ListedPlaces {
  /** With pages of that size; the largest when it is left out. */
  listing(pageSize?: number): DataListing;
  container(place: DataPlace): DataContainer;
}

const block = Buffer.from('block 1').toString('base64');

/** What every listing of the containers of research data must do. */
export function listingContract(places: () => ListedPlaces): void {
  const upload = async (place: DataPlace, path: string, text: string, metadata = {}) => {
    const blob = places().container(place).getBlockBlobClient(path);
    const { etag = '' } = await blob.upload(text, Buffer.byteLength(text), { metadata });
    return etag.replaceAll('"', '');
  };

  describe('a listing', () => {
    test('gives path, size, bare ETag, MD5, time and lower-case metadata of each blob, and the clock of the service', async () => {
      const project = fresh('listed');
      const etag = await upload('ingress', `${project}/s/a b ü.csv`, 'hello', { Purpose: 'why' });
      await upload('ingress', `${project}x/other.csv`, 'no');
      const [page, ...more] = await collect(places().listing().pages('ingress', `${project}/`));
      expect(more).toEqual([]);
      const [blob] = page?.blobs ?? [];
      expect(page?.blobs).toEqual([
        {
          path: `${project}/s/a b ü.csv`,
          size: 5,
          etag,
          md5: createHash('md5').update('hello').digest('base64'),
          lastModified: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.000Z$/),
          metadata: { purpose: 'why' },
        },
      ]);
      expect(page?.date.getTime()).toBeGreaterThanOrEqual(Date.parse(blob?.lastModified ?? ''));
    });

    test('has no MD5 for a blob that came in blocks, and shows one that is still arriving only when asked', async () => {
      const project = fresh('blocks');
      const committed = places().container('exports').getBlockBlobClient(`${project}/p/done`);
      await committed.stageBlock(block, 'data', 4);
      await committed.commitBlockList([block]);
      await places().container('exports').getBlockBlobClient(`${project}/p/still`).stageBlock(block, 'data', 4);
      const blobs = async (uncommitted: boolean) =>
        (await collect(places().listing().pages('exports', `${project}/`, { uncommitted }))).flatMap(
          (page) => page.blobs,
        );
      expect(await blobs(false)).toMatchObject([{ path: `${project}/p/done`, md5: null, size: 4 }]);
      expect(await blobs(true)).toMatchObject([{ path: `${project}/p/done` }, { path: `${project}/p/still`, size: 0 }]);
    });

    test('shows one that is still arriving without ETag and at the time of the listing, so that nothing looks at rest', async () => {
      const path = `${fresh('arriving')}/p/still`;
      await places().container('ingress').getBlockBlobClient(path).stageBlock(block, 'data', 4);
      const [page] = await collect(places().listing().pages('ingress', path, { uncommitted: true }));
      expect(page?.blobs).toEqual([
        { path, size: 0, etag: '', md5: null, lastModified: page?.date.toISOString(), metadata: {} },
      ]);
    });

    test('gives names and metadata as they are, whatever XML, URLs and UTF-16 make of their characters', async () => {
      const project = fresh('odd');
      const odd = ['&amp;', '<b>"\'', '%41+#;=,?', ' é ü 😀 ～ ', '007', 'true', '__proto__', 'x'.repeat(200)];
      const paths = odd.map((name) => `${project}/p/${name}`).toSorted();
      const metadata = { HDI_isfolder: 'true', note: '&lt;<1>' };
      for (const path of paths) await upload('ingress', path, '', metadata);
      const pages = await collect(places().listing(3).pages('ingress', `${project}/`));
      const blobs = pages.flatMap((page) => page.blobs);
      expect(blobs.map(({ path }) => path)).toEqual(paths);
      expect(blobs.map((blob) => blob.metadata)).toEqual(paths.map(() => ({ hdi_isfolder: 'true', note: '&lt;<1>' })));
    });

    test('shows a change of a blob by its ETag', async () => {
      const path = `${fresh('changed')}/p/a.csv`;
      const first = await upload('review', path, 'same');
      const second = await upload('review', path, 'same');
      expect(second).not.toBe(first);
      const [page] = await collect(places().listing().pages('review', path));
      expect(page?.blobs).toMatchObject([{ path, etag: second }]);
    });

    test('goes over pages without missing or doubling a blob, each page with its own time', async () => {
      const project = fresh('paged');
      const names = Array.from({ length: 7 }, (_, index) => `${project}/d/${index}`);
      for (const name of names) await upload('ingress', name, 'x');
      const pages = await collect(places().listing(3).pages('ingress', `${project}/`));
      expect(pages.map(({ blobs }) => blobs.length)).toEqual([3, 3, 1]);
      expect(pages.flatMap(({ blobs }) => blobs.map(({ path }) => path))).toEqual(names);
      for (const { date } of pages) expect(date.getTime()).toBeGreaterThan(0);
    });

    test('gives one page, with the clock, where nothing is', async () => {
      const [page] = await collect(
        places()
          .listing()
          .pages('review', `${fresh('empty')}/`),
      );
      expect(page).toEqual({ date: expect.any(Date), blobs: [] });
    });

    test('names what lies one level below, relative to the prefix', async () => {
      const project = fresh('children');
      for (const path of ['one.csv', 'survey/a.csv', 'survey/deep/b.csv'])
        await upload('ingress', `${project}/${path}`, 'x');
      const names = await collect(places().listing().children('ingress', `${project}/`));
      expect(names.sort()).toEqual(['one.csv', 'survey/']);
      expect(await collect(places().listing().children('ingress', ''))).toContain(`${project}/`);
    });

    test.each(['ingress', 'datasets', 'exports', 'review', 'returned', 'released'] as const)(
      'finds what lies in %s, and in no other place',
      async (place) => {
        const path = `${fresh('place')}/a.csv`;
        await upload(place, path, 'x');
        const found = async (other: DataPlace) =>
          (await collect(places().listing().pages(other, path))).flatMap(({ blobs }) => blobs.length);
        expect(await found(place)).toEqual([1]);
        expect(await found(place === 'review' ? 'exports' : 'review')).toEqual([0]);
      },
    );
  });
}
