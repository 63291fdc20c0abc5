import { describe, expect, test } from 'vitest';
import { NotFound } from '../../src/domain/base/errors.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { Originals, SecondCopy } from '../../src/ports/second-copy.ts';
import { collect, fresh } from './samples.ts';

/** What the second copy must do, and what copies there and puts back. `put` writes a blob of the control account as the app may. */
export function secondCopyContract(
  open: () => { readonly copy: SecondCopy | undefined; readonly originals: Originals },
  put: (name: string, text: string) => Promise<unknown>,
): void {
  const opened = () => {
    const { copy, originals } = open();
    if (copy === undefined) throw new Error('there is no second copy');
    return { copy, originals };
  };

  describe('the second copy', () => {
    test('keeps what was put first, with its metadata', async () => {
      const { copy } = opened();
      const name = `manifests/${fresh('kept')}@1/000000000000.end`;
      expect(await copy.put(name, 'ä', { before: 'x' })).toBe(true);
      expect(await copy.put(name, 'other', {})).toBe(false);
      const { content, metadata } = await copy.read(name);
      expect([content.toString(), metadata]).toEqual(['ä', { before: 'x' }]);
      await expect(copy.read(`${name}.other`)).rejects.toThrow(NotFound);
    });

    test('lists what begins so, in the order of names, with bytes', async () => {
      const { copy } = opened();
      const folder = fresh('listed');
      for (const name of ['b', 'a']) await copy.put(`${folder}/${name}`, name.repeat(3));
      expect(await collect(copy.list(`${folder}/`))).toEqual([
        { name: `${folder}/a`, bytes: 3 },
        { name: `${folder}/b`, bytes: 3 },
      ]);
      expect(await collect(copy.list(`${folder}/none`))).toEqual([]);
      expect([await copy.has(`${folder}/`), await copy.has(`${folder}/none`)]).toEqual([true, false]);
    });
  });

  describe('what is copied', () => {
    test('is read as it was listed, and refused once it is another', async () => {
      const { originals } = opened();
      const name = `${fresh('original')}.json`;
      await put(name, 'first');
      const [original] = await collect(originals.list('projects', name));
      if (original === undefined) throw new Error(`${name} was not listed`);
      const pieces = await collect(originals.read('projects', original));
      expect(pieces.map(({ content }) => content.toString())).toEqual(['first']);
      await put(name, 'second');
      await expect(collect(originals.read('projects', original))).rejects.toThrow(ConflictError);
    });

    test('is put back where nothing stands, with its metadata', async () => {
      const { originals } = opened();
      const name = `${fresh('back')}.json`;
      const copied = { content: Buffer.from('back'), metadata: { before: 'x' } };
      expect(await originals.putBack('projects', name, copied)).toBe(true);
      expect(await originals.putBack('projects', name, { ...copied, content: Buffer.from('other') })).toBe(false);
      const [original] = await collect(originals.list('projects', name));
      if (original === undefined) throw new Error(`${name} was not listed`);
      const [piece] = await collect(originals.read('projects', original));
      expect([piece?.content.toString(), piece?.metadata]).toEqual(['back', { before: 'x' }]);
    });

    test('of lines is put back where the blob ends, once', async () => {
      const { originals } = opened();
      const blob = `${fresh('chain')}/2026-11/001.jsonl`;
      expect(await originals.putLines(blob, 0, 'one\n')).toBe(true);
      expect(await originals.putLines(blob, 4, 'two\n')).toBe(true);
      expect(await originals.putLines(blob, 4, 'two\n')).toBe(false);
    });

    test('of a table are all rows with their seals', async () => {
      const rows = (await collect(opened().originals.rows('people'))).map((line) => JSON.parse(line));
      for (const row of rows)
        expect(row).toMatchObject({ partitionKey: expect.any(String), rowKey: expect.any(String) });
    });
  });
}
