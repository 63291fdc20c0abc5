import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

test('npm run bench without a room says which there are, and measures nothing', () => {
  const root = resolve(import.meta.dirname, '../..');
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'bench'], { cwd: root, encoding: 'utf8' });
  expect(stderr).toContain('npm run bench -- <audit|host>');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});
