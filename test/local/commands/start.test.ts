import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostPort } from '../../../local/stack/stack.ts';

function start(...words: string[]) {
  const script = resolve(import.meta.dirname, '../../../local/start.ts');
  const state = mkdtempSync(join(tmpdir(), 'sallyport-start-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  return {
    state,
    run: () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--state', state, ...words], {
        encoding: 'utf8',
      });
      return { status, stdout, lines: stderr.trim().split('\n') };
    },
  };
}

test('npm start on a busy port says in one sentence which, and with which option it goes', async () => {
  const server = createServer().listen(hostPort, '127.0.0.1');
  // Somebody else may hold the port already, which is as good.
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
  onTestFinished(() => void server.close());
  const { status, stdout, lines } = start().run();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(lines).toEqual([
    `Port ${hostPort} is taken by another program: end that one, or start on free ports with npm start -- --free-ports.`,
  ]);
});

test('a second npm start says in one sentence that the first runs, and how to have another beside it', () => {
  const second = start('--free-ports');
  mkdirSync(join(second.state, 'azure'));
  writeFileSync(join(second.state, 'azure/azure.pid'), String(process.pid));
  const { status, stdout, lines } = second.run();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^It runs already, as process ${process.pid} .*--free-ports --state`));
});
