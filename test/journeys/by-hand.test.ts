import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { operationPage } from '../../local/people/api-shapes.ts';
import { until } from '../../local/people/until.ts';
import { blocksOf, textOf } from '../guides.ts';

const root = resolve(import.meta.dirname, '../..');
const state = mkdtempSync(join(tmpdir(), 'sallyport-by-hand-'));
const run = promisify(execFile);
let running: ChildProcess | undefined;

afterAll(() => {
  if (running?.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

/** Types a command of the guides, on this test's state folder. Gives what it printed. */
async function type(script: string, ...words: string[]): Promise<string> {
  const { stdout } = await run('npm', ['run', '--silent', script, '--', ...words, '--state', state], { cwd: root });
  return stdout.trim();
}

/** Types npm start and reads the table that it prints, and that the doctor finds no problem. Gives the address of the app. */
async function start(): Promise<string> {
  const child = spawn('npm', ['start', '--', '--state', state, '--free-ports'], { cwd: root, detached: true });
  running = child;
  return await new Promise((found, fail) => {
    child.once('exit', (code) => fail(new Error(`npm start ended with ${code}`)));
    let dashboard: string | undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      dashboard ??= /dashboard\s+(http\S+)\/api\/ops/.exec(line)?.[1];
      if (!line.includes('doctor: ')) return;
      if (dashboard === undefined || !line.includes(' 0 problems,')) fail(new Error(line));
      else found(dashboard);
    });
  });
}

/** Types lines into a shell, as a person would, and gives what they printed. Rejects as soon as one of them fails. */
async function typeLines(lines: string): Promise<string> {
  const { promise, resolve: printed, reject } = Promise.withResolvers<string>();
  const environment = { ...process.env, TMPDIR: state, SALLYPORT_STATE: state };
  execFile('bash', ['-euo', 'pipefail', '-c', lines], { cwd: root, env: environment }, (error, stdout) => {
    if (error === null) printed(stdout);
    // What a command found wrong stands in what it printed.
    else reject(new Error(`${error.message}\n${stdout}`));
  });
  return await promise;
}

/** Types the examples of docs/by-hand.md. */
async function typeExamples(): Promise<void> {
  for (const block of blocksOf(textOf('docs/by-hand.md'), 'sh'))
    await typeLines(block.replace(/^npm .*$/gm, (line) => `${line} --state ${state}`));
}

/** Types every block of docs/for-operators.md, with these ids. Gives what they printed. */
async function typeOperatorsPage(baseUrl: string, ids: Readonly<Record<string, string>>): Promise<string> {
  const page = textOf('docs/for-operators.md')
    .replaceAll('http://localhost:7071', baseUrl)
    // Nobody sits at this terminal to be asked.
    .replaceAll('--as operator "$@"', '--as operator --yes "$@"')
    .replaceAll('--as operator)', `--as operator --state ${state})`)
    .replaceAll(/(exp_|ing_)…/g, (_, kind: string) => ids[kind] ?? kind);
  const [preparation = '', ...blocks] = blocksOf(page, 'sh');
  const printed: string[] = [];
  for (const block of blocks) {
    // The one command about an available version; the others are about what was rejected.
    const lines = block.includes('sallyport retract') ? block.replace(/ing_\w+/, ids['version'] ?? '') : block;
    printed.push(await afterConflicts(() => typeLines(preparation + lines)));
  }
  return printed.join('');
}

/** The timer may have changed the world or be at work right then; the answer says to read the plan again. */
async function afterConflicts(work: () => Promise<string>): Promise<string> {
  return await until('no conflict', () =>
    work().catch((error: unknown) => {
      if (/Another run is at work|no longer the one/.test(String(error))) return undefined;
      throw error;
    }),
  );
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

type List = 'datasets' | 'exports';

/** Takes a token and gives a way to ask for the id and state of every operation of a list, by name. */
async function statesAt(baseUrl: string) {
  const headers = { authorization: `Bearer ${await type('token', '--as', 'operator')}` };
  return async (list: List): Promise<Record<string, { id: string; state: string }>> => {
    const answer = await fetch(`${baseUrl}/api/ops/${list}`, { headers });
    const { items } = operationPage.parse(await answer.json());
    return Object.fromEntries(items.map(({ name, id, state: at }) => [name, { id, state: at }]));
  };
}

test('npm start, the commands of the guides, Ctrl-C, and a second start that continues', async () => {
  const first = await start();
  await typeExamples();
  const states = await statesAt(first);
  const reached = (list: List, name: string, wanted: string) =>
    until(`${name} to be ${wanted}`, async () => {
      const found = (await states(list))[name];
      return found?.state === wanted ? found.id : undefined;
    });
  const version = await reached('datasets', 'flights', 'available');
  const rejected = await reached('datasets', 'README.md', 'rejected');
  const exportId = await reached('exports', 'weather', 'in-review');
  expect(await type('look', exportId, '--as', 'approver')).toContain('1 file of');
  await expect(type('look', exportId, '--as', 'owner')).rejects.toThrow(
    /Olga Owner \(owners of heart-study\) may not read review/,
  );
  const printed = await typeOperatorsPage(first, { exp_: exportId, ing_: rejected, version });
  // The timer may have been first.
  expect(printed).toMatch(/^The plan of heart-study: (applied|settled)\.$/m);
  expect(printed).toMatch(/^\d+ events and \d+ receipts verified, 0 problems\.$/m);
  await reached('datasets', 'README.md', 'discarded');

  await interrupt();
  const continued = await statesAt(await start());

  expect((await continued('datasets'))['flights']?.state).toBe('retracting');
  expect((await continued('exports'))['weather']).toEqual({ id: exportId, state: 'in-review' });
  await interrupt();
});
