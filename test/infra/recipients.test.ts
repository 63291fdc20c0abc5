import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

test('what may be done with what was released is what it was before there were recipients', () => {
  const { blobs } = JSON.parse(textOf('infra/roles.json'));
  const released = blobs.filter(({ container }: { readonly container: string }) => container === 'released');
  expect(JSON.stringify(released)).toBe(
    '[{"identity":"id-control","account":"public","container":"released","allow":["list"]},{"identity":"data-factory","account":"public","container":"released","allow":["list","read","create","write","delete"]},{"identity":"external-readers","account":"public","container":"released","path":"{project}/","allow":["list","read"]}]',
  );
});

test('no role and no template knows of recipients, so being one gives no right to storage', () => {
  const files = ['infra/roles.json', ...globSync('infra/**/*.bicep', { cwd: root })];
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((path) => /recipients/i.test(textOf(path)))).toEqual([]);
});
