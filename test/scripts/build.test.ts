import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import zod from 'zod/package.json' with { type: 'json' };
import { bundle } from '../../scripts/build.ts';
import { writeParts } from '../../scripts/bundle-parts.ts';
import { bundleDigest } from '../../src/azure/base/bundle-digest.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-built-'));
afterAll(() => rmSync(folder, { recursive: true }));

function partsOf(outputs: Metafile['outputs']): string {
  writeParts(folder, outputs);
  return readFileSync(join(folder, 'parts.cdx.json'), 'utf8');
}

const digestOf = (path: string) => bundleDigest(pathToFileURL(`${path}/`));

test('two builds are equal, with their lists of packages, and one byte more is another build', async () => {
  const { outputs } = await bundle(folder);
  const built = await digestOf(folder);
  // Built for these tests, by another process.
  expect(built).toBe(await digestOf(join(import.meta.dirname, '../../dist')));
  expect(partsOf(outputs)).toBe(partsOf(outputs));
  const { components } = JSON.parse(partsOf(outputs));
  const ids = components.map((part: Record<string, string>) => part['bom-ref']);
  expect(ids).toContain(`zod@${zod.version}`);
  expect(ids.some((id: string) => id.startsWith('vitest@'))).toBe(false);
  const main = join(folder, 'main.mjs');
  writeFileSync(main, `${readFileSync(main, 'utf8')}\n`);
  expect(await digestOf(folder)).not.toBe(built);
});

test('sources have no digest', async () => {
  expect(await digestOf(import.meta.dirname)).toBeUndefined();
});
