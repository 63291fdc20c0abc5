import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { operationPage } from '../../local/people/api-shapes.ts';
import { until } from '../../local/people/until.ts';

const root = resolve(import.meta.dirname, '../..');
const state = mkdtempSync(join(tmpdir(), 'sallyport-by-hand-'));
const run = promisify(execFile);
let running: ChildProcess | undefined;

afterAll(() => {
  if (running?.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

/** Types a command of the README, on this test's state folder. Gives what it printed. */
async function type(script: string, ...words: string[]): Promise<string> {
  const { stdout } = await run('npm', ['run', '--silent', script, '--', ...words, '--state', state], { cwd: root });
  return stdout.trim();
}

/** Types npm start and reads the table that it prints. Gives the address of the app. */
async function start(): Promise<string> {
  const child = spawn('npm', ['start', '--', '--state', state, '--free-ports'], { cwd: root, detached: true });
  running = child;
  return await new Promise((found, fail) => {
    child.once('exit', (code) => fail(new Error(`npm start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const dashboard = /dashboard\s+(http\S+)\/api\/ops/.exec(line)?.[1];
      if (dashboard !== undefined) found(dashboard);
    });
  });
}

/** Presses Ctrl-C, which a terminal sends to the whole group of processes. */
async function interrupt(): Promise<void> {
  const child = running;
  if (child?.pid === undefined) throw new Error('nothing runs');
  const ended = new Promise((done) => child.once('exit', done));
  process.kill(-child.pid, 'SIGINT');
  await ended;
  running = undefined;
}

async function states(
  baseUrl: string,
  list: 'datasets' | 'exports',
): Promise<Record<string, { id: string; state: string }>> {
  const token = await type('token', '--as', 'operator');
  const answer = await fetch(`${baseUrl}/api/ops/${list}`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = operationPage.parse(await answer.json());
  return Object.fromEntries(items.map(({ name, id, state: at }) => [name, { id, state: at }]));
}

test('npm start, the commands of its table, Ctrl-C, and a second start that continues', async () => {
  const data = 'node_modules/vega-datasets/data';
  const first = await start();
  await type('drop', `${data}/cars.json`, `${data}/movies.json`, '--as', 'owner', '--dataset', 'cars');
  await type('drop', `${data}/stocks.csv`, '--as', 'researcher', '--package', 'stocks', '--purpose', 'Figure 1');
  const arrived = async () => ((await states(first, 'datasets'))['cars']?.state === 'available' ? true : undefined);
  await until('the dataset to be available', arrived);
  const frozen = async () => {
    const found = (await states(first, 'exports'))['stocks'];
    return found?.state === 'in-review' ? found.id : undefined;
  };
  const exportId = await until('the package to wait for review', frozen);
  expect(await type('look', exportId, '--as', 'approver')).toContain('1 frozen files');
  await expect(type('look', exportId, '--as', 'owner')).rejects.toThrow(
    /AuthorizationPermissionMismatch|403|not authorized/i,
  );

  await interrupt();
  const second = await start();

  expect((await states(second, 'datasets'))['cars']?.state).toBe('available');
  expect((await states(second, 'exports'))['stocks']).toEqual({ id: exportId, state: 'in-review' });
  await interrupt();
});
