import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-node-'));
  mkdirSync(join(folder, 'scripts'));
  copyFileSync(resolve('scripts/node-24.mjs'), join(folder, 'scripts/node-24.mjs'));
  writeFileSync(join(folder, 'main.ts'), 'const word: string = "ran"; console.log(word);');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the file as a script of package.json does, on a Node that says it is another. */
function run(version: string) {
  const claim = `data:text/javascript,Object.defineProperty(process,'version',{value:'${version}'})`;
  const words = ['--import', claim, '--import', './scripts/node-24.mjs', 'main.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

test('before anything is installed it says so, on any Node', () => {
  expect(run('v24.1.0')).toEqual({ status: 1, stdout: '', stderr: 'Nothing is installed yet. Run npm install first.' });
});

test('on an old Node without the one of node_modules it says how that comes there', () => {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  const { status, stdout, stderr } = run('v20.20.2');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^This runs on Node 24, but found v20\.20\.2\. .* Run npm rebuild node\.$/);
});

test('on an old Node beside the one of node_modules it says to start it through npm', () => {
  writeFileSync(join(folder, 'node_modules/.bin/node'), '');
  expect(run('v22.20.0').stderr).toMatch(/found v22\.20\.0\. Start it through npm/);
});

test('on Node 24 it says nothing', () => {
  expect(run('v24.21.0')).toEqual({ status: 0, stdout: 'ran', stderr: '' });
});

test('whatever starts a command of ours, or tells people to, goes through npm or npx, which find Node 24', () => {
  const starts = [
    '.ci/run',
    'azure.yaml',
    ...globSync('{.github/workflows/*.yml,*.md,{docs,local,infra,test,scripts}/**/*.md}'),
  ];
  const direct = starts.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /(?<!npx )\bnode (--\S+ \S+ )*[\w./-]+\.m?[jt]s\b/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(starts.length).toBeGreaterThan(30);
  expect(direct).toEqual([]);
});
