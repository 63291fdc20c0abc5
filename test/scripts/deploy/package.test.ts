import { readFileSync } from 'node:fs';
import ignore from 'ignore';
import { expect, test } from 'vitest';

const lists = ignore().add(readFileSync(new URL('../../../.funcignore', import.meta.url), 'utf8'));

test('the package holds the bundle, its package.json and host.json', () => {
  const files = ['dist/main.mjs', 'dist/chunk-A.mjs', 'host.json', 'package.json'];
  expect(lists.filter(files)).toEqual(files);
});

test('the package holds no settings, sources, templates or installed packages', () => {
  const files = [
    'local.settings.json',
    'local.settings.sample.json',
    'package-lock.json',
    '.env',
    '.azure/research/.env',
    '.git/config',
    '.local/host/keys.json',
    'src/main.ts',
    'test/host.json',
    'infra/main.bicep',
    'node_modules/zod/package.json',
    'node_modules/.cache/host.json',
  ];
  expect(lists.filter(files)).toEqual([]);
});

test('the package of the control plane holds nothing of the reading room', () => {
  expect(lists.filter(['dist/inspector/main.mjs', 'dist/inspector/host.json'])).toEqual([]);
});

test('azd takes the packages for kept, or it would refuse a package that is not built in Azure', () => {
  expect(lists.ignores('node_modules')).toBe(false);
});
