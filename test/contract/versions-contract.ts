import { describe, expect, test } from 'vitest';
import type { DatasetVersions } from '../../src/ports/storage.ts';
import { collect, fresh } from './samples.ts';

/** The container of datasets as the data factory reaches it, with retention and soft delete of seven days each, and its time. */
export interface KeptDatasets {
  readonly versions: DatasetVersions;
  put(path: string, text: string): Promise<void>;
  /** Throws when the policy refuses it. */
  remove(path: string): Promise<void>;
  deleteOfRetained(is: 'makes-version' | 'is-refused'): void;
  letPass(days: number): void;
}

/** What every listing of datasets with their previous versions must do. */
export function versionsContract(datasets: () => KeptDatasets): void {
  const shown = async (path: string) =>
    (await collect(datasets().versions.all(path))).map(({ isCurrent }) => isCurrent);

  describe('a dataset whose versions are kept', () => {
    test('shows what is there, and what was overwritten, in the order of names', async () => {
      const folder = `heart-study/${fresh('set')}/v1/`;
      await datasets().put(`${folder}b.csv`, 'b');
      await datasets().put(`${folder}a.csv`, 'first');
      await datasets().put(`${folder}a.csv`, 'second');
      const all = await collect(datasets().versions.all(folder));
      expect(all.map(({ path }) => path.slice(folder.length))).toEqual(['a.csv', 'a.csv', 'b.csv']);
      expect(all.filter(({ isCurrent }) => isCurrent).map(({ path }) => path.slice(folder.length))).toEqual([
        'a.csv',
        'b.csv',
      ]);
    });

    test('is not gone when it is deleted, until retention and soft delete are over', async () => {
      const path = `heart-study/${fresh('set')}/v1/a.csv`;
      await datasets().put(path, 'x');
      await datasets().remove(path);
      expect(await shown(path)).toEqual([false]);
      datasets().letPass(8);
      expect(await shown(path)).toEqual([false]);
      datasets().letPass(7);
      expect(await shown(path)).toEqual([]);
    });

    test('may refuse to be deleted until its retention is over', async () => {
      const path = `heart-study/${fresh('set')}/v1/a.csv`;
      datasets().deleteOfRetained('is-refused');
      await datasets().put(path, 'x');
      await expect(datasets().remove(path)).rejects.toMatchObject({
        statusCode: 409,
        code: 'BlobImmutableDueToPolicy',
      });
      expect(await shown(path)).toEqual([true]);
      datasets().letPass(8);
      await datasets().remove(path);
      expect(await shown(path)).toEqual([false]);
      datasets().deleteOfRetained('makes-version');
    });
  });
}
