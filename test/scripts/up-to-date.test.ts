import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bringUpToDate } from '../../scripts/up-to-date.ts';

const root = resolve(import.meta.dirname, '../..');
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules/.cache/up-to-date-'));
afterAll(() => rmSync(folder, { recursive: true }));
const read = join(folder, 'read.ts');
const made = join(folder, 'made.mjs');
const named = (path: string) => relative(root, path);

const build = async () => {
  writeFileSync(made, `// made of ${readFileSync(read, 'utf8')}`);
  return {
    inputs: { [named(read)]: { bytes: 1, imports: [] }, 'a-namespace:fs': { bytes: 0, imports: [] } },
    outputs: { [named(made)]: { bytes: 1, inputs: {}, imports: [], exports: [] } },
  };
};

test('is built once, and again for each thing that may make another bundle of it', async () => {
  writeFileSync(read, '1');
  expect([await bringUpToDate(folder, build), await bringUpToDate(folder, build)]).toEqual([true, false]);
  const changes: readonly (() => void)[] = [
    () => writeFileSync(read, '2'),
    () => rmSync(made),
    () => writeFileSync(made, 'somebody else wrote this'),
  ];
  for (const change of changes) {
    change();
    expect([await bringUpToDate(folder, build), await bringUpToDate(folder, build)]).toEqual([true, false]);
    expect(readFileSync(made, 'utf8')).toBe(`// made of ${readFileSync(read, 'utf8')}`);
  }
});

test('a build that fails is not taken for one that is there', async () => {
  writeFileSync(read, '3');
  await expect(bringUpToDate(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await bringUpToDate(folder, build)).toBe(true);
  expect(existsSync(made)).toBe(true);
});
