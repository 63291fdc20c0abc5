import { describe, expect, test } from 'vitest';
import { NotFound, Refused } from '../../src/domain/base/errors.ts';
import { summarize } from '../../src/domain/operation/manifest.ts';
import type { ManifestStore } from '../../src/ports/storage.ts';
import { anEntry, collect, fresh, stream } from './samples.ts';

/** What every store of manifests and receipts must do. */
export function manifestsContract(store: () => ManifestStore): void {
  describe('a store of manifests', () => {
    test('gives back the entries in order, and the digest and totals of the whole', async () => {
      const name = fresh('manifest');
      const entries = [anEntry('a/one.csv', { size: 3, md5: 'x==' }), anEntry('b \u2028 \u0085 ü/✓.bin', { size: 4 })];
      const summary = await store().write(name, stream(entries));
      expect(summary).toEqual(await summarize(entries));
      expect(await collect(store().read(name))).toEqual(entries);
    });

    test('gives what was just written by its digest, also when another manifest stands under the name by then', async () => {
      const name = fresh('manifest');
      const [before, now] = [[anEntry('a'), anEntry('b \u2028 ü')], [anEntry('c')]];
      const first = await store().write(name, stream(before));
      expect(await collect(store().read(name, first.digest))).toEqual(before);
      await store().write(name, stream(now));
      expect(await collect(store().read(name, first.digest))).toEqual(before);
      expect(await collect(store().read(name))).toEqual(now);
    });

    test('keeps an empty manifest', async () => {
      const name = fresh('manifest');
      expect(await store().write(name, stream([]))).toEqual(await summarize([]));
      expect(await collect(store().read(name))).toEqual([]);
    });

    test('replaces what stood under the name, also while that is being read', async () => {
      const name = fresh('manifest');
      await store().write(name, stream([anEntry('a'), anEntry('b')]));
      async function* renamed() {
        for await (const entry of store().read(name)) yield { ...entry, size: entry.size + 1 };
      }
      await store().write(name, renamed());
      expect((await collect(store().read(name))).map(({ size }) => size)).toEqual([11, 11]);
    });

    test('keeps what stands when the new entries end in an error', async () => {
      const name = fresh('manifest');
      await store().write(name, stream([anEntry('a')]));
      async function* broken() {
        yield anEntry('b');
        throw new Error('the listing broke off');
      }
      await expect(store().write(name, broken())).rejects.toThrow('the listing broke off');
      expect((await collect(store().read(name))).map(({ path }) => path)).toEqual(['a']);
    });

    test('streams a hundred thousand entries through several blocks', async () => {
      const name = fresh('manifest');
      function* many() {
        for (let index = 0; index < 100_000; index += 1) yield anEntry(`folder/file-${index}.csv`.padStart(40, 'x'));
      }
      const summary = await store().write(name, stream(many()));
      expect(summary.count).toBe(100_000);
      expect(await summarize(store().read(name))).toEqual(summary);
    });

    test('gives a part of a manifest and where the next begins, whatever letters its paths have', async () => {
      const name = fresh('manifest');
      const entries = ['a', 'ä/✓ \u2028.csv', 'c', 'd', 'e'].map((path) => anEntry(path));
      await store().write(name, stream(entries));
      const first = await store().part(name, 0, 2);
      const second = await store().part(name, first.next ?? 0, 3);
      expect([first.entries, second.entries]).toEqual([entries.slice(0, 2), entries.slice(2)]);
      expect(second.next).toBeUndefined();
    });

    test('reads no part from the middle of a line or from behind the end', async () => {
      const name = fresh('manifest');
      await store().write(name, stream([anEntry('a'), anEntry('b')]));
      const { next = 0 } = await store().part(name, 0, 1);
      for (const from of [next - 1, next + 1, 1_000_000])
        await expect(store().part(name, from, 1)).rejects.toBeInstanceOf(Refused);
      await expect(store().part(fresh('none'), 0, 1)).rejects.toBeInstanceOf(NotFound);
    });

    test('gives the names of all receipts by pages, and no manifests', async () => {
      const name = fresh('ing_paged-deletion');
      await store().writeReceipt(name, 'a.b.c');
      const names: string[] = [];
      let continuation: string | undefined;
      do {
        const page = await store().receiptPage(continuation);
        names.push(...page.items);
        continuation = page.continuation;
      } while (continuation !== undefined);
      expect(names.filter((one) => one === name)).toEqual([name]);
    });

    test('says which manifest is missing', async () => {
      const name = fresh('none');
      const reading = collect(store().read(name));
      await expect(reading).rejects.toThrow(NotFound);
      await expect(reading).rejects.toThrow(name);
    });

    test('keeps the first receipt of a name', async () => {
      const name = fresh('receipt');
      expect(await store().readReceipt(name)).toBeUndefined();
      expect(await store().writeReceipt(name, 'first')).toBe('first');
      expect(await store().writeReceipt(name, 'second')).toBe('first');
      expect(await store().readReceiptProof(name)).toBeUndefined();
      await store().writeReceiptProof(name, 'proof');
      await store().writeReceiptProof(name, 'another');
      expect(await store().readReceiptProof(name)).toBe('proof');
      expect(await store().readReceipt(name)).toBe('first');
    });
  });
}
