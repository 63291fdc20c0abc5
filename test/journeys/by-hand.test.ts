import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findStack } from '../../local/commands/running-stack.ts';
import { operationPage } from '../../local/people/api-shapes.ts';
import { StoragePerson } from '../../local/people/storage-person.ts';
import { until } from '../../local/people/until.ts';
import { ControlClient } from '../../local/stack/control-client.ts';
import { checkAnswersOf } from '../answers/of-stack.ts';
import { blocksOf, textOf } from '../guides.ts';
import { partOf } from '../shares.ts';
import { Journey } from './journey.ts';

const root = resolve(import.meta.dirname, '../..');
/** The pages for operators that are typed in turn after the first one, each with a sentence that it prints. The timer may have been first. */
const inTurn = [
  ['operators-projects', /^Cannot be told from inside$/m],
  ['operators-stop-and-run', /^The plan of heart-study: (applied|settled)\.$/m],
  ['operators-records', /^\d+ events and \d+ receipts verified, 0 problems\.$/m],
] as const;
const today = partOf(inTurn, 3);
const isTyped = (page: (typeof inTurn)[number][0]) => today.some(([name]) => name === page);
const state = mkdtempSync(join(tmpdir(), 'sallyport-by-hand-'));
const folder = mkdtempSync(join(tmpdir(), 'sallyport-typed-'));
/** More files than travel at once. */
const many = 20;
let running: ChildProcess | undefined;
let journey: Journey;
/** Ids of what the examples of docs/by-hand.md brought in: a version, and a package in review. */
let version = '';
let exportId = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'many/deep'), { recursive: true });
  for (let file = 1; file <= many; file += 1) writeFileSync(join(folder, `many/deep/${file}.csv`), `row ${file}\n`);
  writeFileSync(join(folder, 'table.csv'), 'a,b\n1,2\n');
  writeFileSync(join(folder, 'tool.exe'), 'MZ');
  await start();
  journey = lookInto();
});
afterAll(() => {
  if (running?.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
  for (const made of [state, folder]) rmSync(made, { recursive: true, force: true });
});

const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf('package.json')));
/** What npm runs. It takes half the time of a short command itself, so only the first of each kind is typed with it, in the guides. */
const lineOf = (script: string) => scripts[script] ?? '';

/** Runs a command on this test's state folder. */
function type(script: 'drop' | 'look' | 'token', ...words: string[]) {
  const [, ...options] = lineOf(script).split(' ');
  return new Promise<{ code: unknown; said: string; complained: string }>((done) => {
    execFile(process.execPath, [...options, ...words, '--state', state], { cwd: root }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, said: stdout.trim(), complained: stderr.trim() }),
    );
  });
}

const drop = (...words: string[]) => type('drop', ...words);
const file = (name: string) => join(folder, name);

/** The stack that runs, for tests to look into and to decide on. Only who typed npm start can stop it. */
function lookInto(): Journey {
  const { azure, baseUrl } = findStack(state);
  checkAnswersOf(baseUrl);
  const typed = () => Promise.reject(new Error('npm start runs this stack'));
  const acts = { killHost: typed, startHost: typed, advance: typed, stop: typed };
  return new Journey({ azure, baseUrl, control: new ControlClient(azure), stateFolder: state, ...acts });
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

/** Types every block of today's pages for operators, with these ids, each after the first one. Gives what they printed. */
async function typeOperatorsPages(baseUrl: string, ids: Readonly<Record<string, string>>): Promise<string> {
  const page = ['for-operators', ...today.map(([name]) => name)]
    .map((name) => textOf(`docs/${name}.md`))
    .join('')
    .replaceAll('http://localhost:7071', baseUrl)
    // Nobody sits at this terminal to be asked.
    .replaceAll('--as operator "$@"', '--as operator --yes "$@"')
    .replaceAll('--as operator)', `--as operator --state ${state})`)
    .replaceAll(/(exp_|ing_)…/g, (_, kind: string) => ids[kind] ?? kind);
  const [typed = '', ...blocks] = blocksOf(page, 'sh');
  const later = typed.replace('npm run --silent sallyport --', lineOf('sallyport'));
  const printed: string[] = [];
  for (const [at, block] of blocks.entries()) {
    // The one command about an available version; the others are about what was rejected.
    const lines = block.includes('sallyport retract') ? block.replace(/ing_\w+/, ids['version'] ?? '') : block;
    printed.push(await afterConflicts(() => typeLines((at === 0 ? typed : later) + lines)));
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

/** Takes a token and gives a way to ask for the id and state of every operation of a list, by name. */
async function statesAt(baseUrl: string) {
  const headers = { authorization: `Bearer ${(await type('token', '--as', 'operator')).said}` };
  return async (list: 'datasets' | 'exports'): Promise<Record<string, { id: string; state: string }>> => {
    const answer = await fetch(`${baseUrl}/api/ops/${list}`, { headers });
    const { items } = operationPage.parse(await answer.json());
    return Object.fromEntries(items.map(({ name, id, state: at }) => [name, { id, state: at }]));
  };
}

test('npm start, and the commands of the guides', async () => {
  await typeExamples();
  ({ id: version } = await journey.reached('ingress', 'flights', 'available'));
  await until('README.md to be refused', async () => {
    const { value } = await journey.ports.refused.get('ingress', journey.project);
    return value.names.find(({ name }) => name === 'README.md');
  });
  const { id: rejected } = await spoiled('spoiled');
  // One for many at once, after the other is discarded.
  if (isTyped('operators-stop-and-run')) await spoiled('spoiled-too');
  ({ id: exportId } = await journey.reached('export', 'weather', 'in-review'));
  const printed = await typeOperatorsPages(journey.stack.baseUrl, { exp_: exportId, ing_: rejected, version });
  for (const [, sentence] of today) expect(printed).toMatch(sentence);
  await journey.reached('ingress', 'spoiled', 'discarded');
  if (isTyped('operators-stop-and-run')) await journey.reached('ingress', 'spoiled-too', 'discarded');
});

test('drop --wait counts the files, shows each state and ends with 0 when the dataset is available', async () => {
  const { code, said, complained } = await drop(file('many'), '--as', 'owner', '--dataset', 'many', '--wait');
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  expect(said).toContain(`${many} of ${many} files\n${many} files of the dataset many sent.\n`);
  expect(said.split('\n').at(-1)).toBe('many: available');
  expect((await journey.operations('ingress', 'many'))[0]).toMatchObject({ version: 1, source: { count: many } });
  // What is refused stays where it is.
  const left = await journey.stack.control.blobs('public', 'ingress');
  expect(left.map(({ name }) => name)).toEqual(['heart-study/README.md']);
});

test('drop --wait ends with 1 and the reason when the upload is refused', async () => {
  const looked = await drop(file('tool.exe'), file('table.csv'), '--as', 'owner', '--dataset', 'tools');
  expect({ code: looked.code, said: looked.said }).toEqual({ code: 1, said: '' });
  expect(looked.complained).toMatch(/^Only these kinds of file may pass: .*\('tool\.exe'\)\.\nNothing was sent\.$/);
  const refused = await drop(file('tool.exe'), '--as', 'owner', '--wait', '--send-all');
  expect(refused.code).toBe(1);
  expect(refused.complained).toMatch(/^tool\.exe is refused\.\n {2}tool\.exe: Only these kinds of file may pass: /);
  expect(await journey.operations('ingress', 'tool.exe')).toEqual([]);
});

test('drop sends nothing while an earlier upload that was rejected is in the way', async () => {
  await spoiled('again');
  const again = await drop(file('table.csv'), '--as', 'owner', '--dataset', 'again');
  expect(again.code).toBe(1);
  expect(again.complained).toMatch(/^An earlier upload named again is in the way, so nothing was sent\. .*rejected/);
  expect(again.said).toBe('');
});

/** A dataset to which something comes that may not pass once it is under way, so that it is rejected: blocks that arrive keep it open until then. */
async function spoiled(name: string) {
  const ingress = new StoragePerson(journey.stack.azure, 'owner').container('public', 'ingress');
  const blob = (path: string) => ingress.getBlockBlobClient(`${journey.project}/${name}/${path}`);
  const block = Buffer.from('one').toString('base64');
  await blob('late.csv').stageBlock(block, 'x', 1);
  await blob('a.csv').upload('x', 1);
  await journey.reached('ingress', name, 'receiving');
  await blob('setup.exe').upload('x', 1);
  await blob('late.csv').commitBlockList([block]);
  return await journey.reached('ingress', name, 'rejected');
}

test('drop says who lacks which right, and who has it', async () => {
  const { code, said, complained } = await drop(file('table.csv'), '--as', 'owner', '--package', 'mine');
  expect({ code, said }).toEqual({ code: 1, said: '' });
  expect(complained).toBe(
    'Olga Owner (owners of heart-study) may not write to exports/heart-study/. Those who may: rui, rana.',
  );
  expect(await journey.operations('export', 'mine')).toEqual([]);
});

test('an upload that breaks off has no marker, so a project that requires one never takes the half; the same again goes on', async () => {
  const { body, etag = '' } = await journey.ops.call('GET', `ops/projects/${journey.project}`);
  const { definition } = z.object({ definition: z.looseObject({ ingress: z.looseObject({}) }) }).parse(body);
  const strict = { ...definition, ingress: { ...definition.ingress, requireMarker: true } };
  expect(await journey.ops.call('PUT', `ops/projects/${journey.project}`, strict, { 'if-match': etag })).toMatchObject({
    status: 200,
  });
  await journey.stack.control.addFault({
    service: 'blob',
    kind: 'unavailable',
    path: '/broken/deep/7\\.csv',
    times: 4,
  });
  const broken = await drop(file('many'), '--as', 'owner', '--dataset', 'broken');
  expect(broken.code).toBe(1);
  expect(broken.complained).toMatch(
    /^Only \d+ of 20 files are there, and no marker \(503 \w+\)\. Type the same once more/,
  );
  const waiting = await journey.reached('ingress', 'broken', 'receiving');
  const missing = async () => (await journey.operations('ingress', 'broken'))[0]?.missing;
  expect(await until('the row to say what is missing', missing)).toBe('marker');
  expect(await drop(file('many'), '--as', 'owner', '--dataset', 'broken', '--wait')).toMatchObject({ code: 0 });
  const [taken] = await journey.operations('ingress', 'broken');
  expect(taken).toMatchObject({ id: waiting.id, state: 'available', version: 1, source: { count: many } });
});

test('look fetches the frozen files for approvers, what came back for researchers, what was released for readers', async () => {
  const ids: string[] = [];
  for (const name of ['leaves', 'returns']) {
    const dropped = await drop(file('table.csv'), '--as', 'rui', '--package', name, '--purpose', 'Figure 1', '--wait');
    expect(dropped).toMatchObject({ code: 0, said: expect.stringMatching(new RegExp(`${name}: in-review$`)) });
    const [operation] = await journey.operations('export', name);
    expect(operation?.purpose).toBe('Figure 1');
    ids.push(operation?.id ?? '');
  }
  const [leaves = '', returns = ''] = ids;
  const frozen = await type('look', leaves, '--as', 'approver');
  expect(frozen.said).toMatch(new RegExp(`^1 file of ${leaves} fetched from review into`));
  const early = await type('look', leaves, '--as', 'external-reader');
  expect(early).toMatchObject({ code: 1, complained: expect.stringContaining('lies in released of heart-study') });
  const owner = await type('look', leaves, '--as', 'owner');
  expect(owner.complained).toContain(
    'Olga Owner (owners of heart-study) may not read review/heart-study/. Those who may: ada, ben, cleo.',
  );

  await journey.decide(leaves, 'ada', { choice: 'approve' });
  await journey.decide(leaves, 'ben', { choice: 'approve' });
  await journey.decide(returns, 'cleo', { choice: 'deny', reason: 'too small' });
  await journey.reached('export', 'leaves', 'released');
  await journey.reached('export', 'returns', 'returned');
  for (const [id, person, place] of [
    [leaves, 'external-reader', 'released'],
    [returns, 'researcher', 'returned'],
  ] as const) {
    const { code, said } = await type('look', id, '--as', person);
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(`1 file of ${id} fetched from ${place}`) });
    const target = join(journey.stack.stateFolder, 'looked-at', id, place, 'table.csv');
    expect(readFileSync(target, 'utf8')).toBe('a,b\n1,2\n');
  }
});

test.each([
  ['look', ['exp_nothing'], /^'exp_nothing' is no id of a package\./],
  ['look', [], /^Say which package to look at/],
  ['look', ['ing_01K00000000000000000000000'], /is a dataset/],
  ['look', ['exp_01K00000000000000000000000', '--as', 'nobody'], /^No person is called 'nobody'\. Known persons: olga/],
  ['token', ['--as', 'nobody'], /^No person is called 'nobody'\. Known persons: olga/],
  ['drop', [], /^Say which files to drop/],
] as const)('npm run %s with nonsense (%j) says what is wrong in a sentence', async (script, words, sentence) => {
  const { code, said, complained } = await type(script, ...words);
  expect({ code, said }).toEqual({ code: 2, said: '' });
  expect(complained).toMatch(sentence);
  expect(complained).not.toMatch(/\n {4}at /);
});

test('Ctrl-C, after which commands say that nothing answers, and a second start that continues', async () => {
  await interrupt();
  expect((await drop(file('table.csv'))).complained).toBe(
    'The stack of this state folder does not answer. Start it with npm start.',
  );
  const continued = await statesAt(await start());
  expect((await continued('datasets'))['flights']).toEqual({
    id: version,
    state: isTyped('operators-records') ? 'retracting' : 'available',
  });
  expect((await continued('exports'))['weather']).toEqual({ id: exportId, state: 'in-review' });
  await interrupt();
});

test('a folder without a stack is told apart from one that is stopped', async () => {
  rmSync(join(state, 'azure'), { recursive: true });
  expect((await type('token')).complained).toMatch(/^No running stack is described in .* Start one with npm start\.$/);
});
