import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let folder: string;
// Below the packages, so that its file finds vitest.
beforeEach(() => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'node_modules/.cache/closing-line-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the closing line counts a group that failed before its tests', () => {
  writeFileSync(
    join(folder, 'one.test.mjs'),
    `import { beforeAll, describe, expect, test } from 'vitest';
     describe('a group', () => {
       beforeAll(() => { throw new Error('the stack did not start'); });
       test('one', () => {});
       test('two', () => {});
     });
     test('three', () => {});
     test('four', () => expect(1).toBe(2));`,
  );
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};');
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--root', folder, '--reporter', join(root, 'scripts/closing-line.ts')],
    ],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  expect(status).toBe(1);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 2 failed, 2 skipped');
});
