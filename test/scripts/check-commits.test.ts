import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../scripts/check-commits.ts');
const lines = (count: number, of: string) => Array.from({ length: count }, (_, line) => `${of} ${line}\n`).join('');
/** A machine with Node and npm alone has none; CI has. */
const hasGit = spawnSync('git', ['--version']).status === 0;
let folder: string;

beforeEach(() => {
  if (!hasGit) return;
  folder = mkdtempSync(join(tmpdir(), 'commits-'));
  git('init', '--quiet');
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'docs'));
  commit({ 'old.txt': lines(4000, 'from before the check'), 'moves.ts': lines(3000, 'moved') });
  commit({ 'scripts/check-commits.ts': '', 'b.ts': lines(2000, 'beside the check') });
});
afterEach(() => {
  if (hasGit) rmSync(folder, { recursive: true });
});

function git(...words: readonly string[]): void {
  const named = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'protocol.file.allow=always'];
  execFileSync('git', [...named, ...words], { cwd: folder, stdio: 'pipe' });
}

function commit(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  git('add', '--all');
  git('commit', '--quiet', '--message', `Change ${Object.keys(files).join(', ')}`);
}

function check(cwd = folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test.skipIf(!hasGit)(
  'a commit with more than 1,500 changed lines is named, and those from before the check are not',
  () => {
    commit({ 'few.ts': lines(1500, 'few') });
    expect(check()).toEqual({ status: 0, said: 'commits: 1 of 1 have at most 1500 changed lines\n' });
    commit({ 'many.ts': lines(1501, 'many') });
    const { status, said } = check();
    expect(status).toBe(1);
    expect(said).toContain('Change many.ts: 1501 changed lines, and 1500 is the most. Split it.');
  },
);

test.skipIf(!hasGit)('moves, imports and what is made by a command do not count', () => {
  renameSync(join(folder, 'moves.ts'), join(folder, 'moved.ts'));
  commit({
    'docs/openapi.json': lines(2000, '"made"'),
    'imports.ts': lines(2000, "import { a } from './a.ts'; //"),
    'package-lock.json': lines(2000, '"locked"'),
  });
  expect(check().status).toBe(0);
});

test.skipIf(!hasGit)('a shallow clone says that it does not see everything', () => {
  commit({ 'many.ts': lines(1501, 'many') });
  commit({ 'last.ts': 'last' });
  const clone = join(folder, 'clone');
  git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
  const { status, said } = check(clone);
  expect(said).toContain('the clone is shallow');
  expect(status).toBe(0);
});
