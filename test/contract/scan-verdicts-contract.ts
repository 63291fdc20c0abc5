import { describe, expect, test } from 'vitest';
import { partsFor, type ScanVerdict } from '../../src/domain/transfer/scan-verdict.ts';
import type { ScanVerdicts } from '../../src/ports/stores.ts';
import { gather, stream } from '../domain/sample.ts';
import { fresh } from './samples.ts';

function aVerdict(path: string, changes: Partial<ScanVerdict> = {}): ScanVerdict {
  const scannedAt = '2026-11-24T10:00:00Z';
  return { door: 'ingress', path, etag: '0x1', result: 'clean', detail: '', scannedAt, ...changes };
}

/** What every store of scan verdicts must do. */
export function scanVerdictsContract(verdicts: () => ScanVerdicts): void {
  const all = (upload: string, files = 1, door: ScanVerdict['door'] = 'ingress') =>
    Promise.all(partsFor(files).map((part) => gather(verdicts().read(door, upload, part)))).then((parts) =>
      parts.flat(),
    );

  describe('a store of scan verdicts', () => {
    test('gives those of one upload at one door, each under its own ETag', async () => {
      const upload = `heart-study/${fresh('cohort')}`;
      const odd = aVerdict(`${upload}/a # ? %41 ü/\\b'c.csv`, { detail: `'quoted' "too"` });
      const newer = aVerdict(odd.path, { etag: '0x2', result: 'not-scanned' });
      const foreign = [aVerdict(`${upload}2/a.csv`), aVerdict(`${upload}/a.csv`, { door: 'export' })];
      for (const verdict of [odd, newer, ...foreign]) await verdicts().keep(verdict);
      expect(await all(upload)).toHaveLength(2);
      expect(await all(upload)).toEqual(expect.arrayContaining([odd, newer]));
      expect(await all(upload, 1, 'export')).toEqual([foreign[1]]);
      expect(await all(`heart-study/${fresh('nothing')}`)).toEqual([]);
    });

    test('keeps the stronger of two about one file, whatever comes first', async () => {
      const upload = `heart-study/${fresh('cohort')}`;
      const path = `${upload}/a.csv`;
      const [unscanned, clean, malicious] = (['not-scanned', 'clean', 'malicious'] as const).map((result) =>
        aVerdict(path, { result }),
      );
      for (const verdict of [unscanned, clean, unscanned]) if (verdict) await verdicts().keep(verdict);
      expect(await all(upload)).toEqual([clean]);
      for (const verdict of [malicious, clean, unscanned]) if (verdict) await verdicts().keep(verdict);
      expect(await all(upload)).toEqual([malicious]);
    });

    test('keeps the stronger also of those that come at the same time', async () => {
      const upload = `heart-study/${fresh('cohort')}`;
      const results = ['clean', 'malicious', 'not-scanned', 'clean'] as const;
      await Promise.all(results.map((result) => verdicts().keep(aVerdict(`${upload}/a.csv`, { result }))));
      expect(await all(upload)).toEqual([aVerdict(`${upload}/a.csv`, { result: 'malicious' })]);
    });

    test('gives each verdict in exactly one part', async () => {
      const upload = `heart-study/${fresh('cohort')}`;
      const paths = Array.from({ length: 40 }, (_, index) => `${upload}/${index}.csv`);
      for (const path of paths) await verdicts().keep(aVerdict(path));
      expect((await all(upload, 2_000_000)).map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    });

    test('removes what it is given, and what is gone is no error', async () => {
      const upload = `heart-study/${fresh('cohort')}`;
      const [one, other] = [aVerdict(`${upload}/a.csv`), aVerdict(`${upload}/b.csv`)];
      for (const verdict of [one, other]) await verdicts().keep(verdict);
      await verdicts().remove(stream([one, one]));
      await verdicts().remove(stream([one]));
      expect(await all(upload)).toEqual([other]);
    });
  });
}
