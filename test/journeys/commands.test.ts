import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { until } from '../../local/people/until.ts';
import { type Journey, startJourney } from './journey.ts';

const root = resolve(import.meta.dirname, '../..');
let journey: Journey;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-typed-'));
  mkdirSync(join(folder, 'many/deep'), { recursive: true });
  for (let file = 1; file <= 40; file += 1) writeFileSync(join(folder, `many/deep/${file}.csv`), `row ${file}\n`);
  writeFileSync(join(folder, 'table.csv'), 'a,b\n1,2\n');
  writeFileSync(join(folder, 'tool.exe'), 'MZ');
  journey = await startJourney();
});
afterAll(async () => {
  await journey.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Types a command on the journey's stack. */
function type(script: 'drop' | 'look' | 'token', ...words: string[]) {
  const all = ['run', '--silent', script, '--', ...words, '--state', journey.stack.stateFolder];
  return new Promise<{ code: unknown; said: string; complained: string }>((done) => {
    execFile('npm', all, { cwd: root }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, said: stdout.trim(), complained: stderr.trim() }),
    );
  });
}

const drop = (...words: string[]) => type('drop', ...words);
const file = (name: string) => join(folder, name);

test('drop --wait counts the files, shows each state and ends with 0 when the dataset is available', async () => {
  const { code, said, complained } = await drop(file('many'), '--as', 'owner', '--dataset', 'many', '--wait');
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  expect(said).toContain('40 of 40 files\n40 files of the dataset many sent.\n');
  expect(said.split('\n').at(-1)).toBe('many: available');
  expect((await journey.operations('ingress', 'many'))[0]).toMatchObject({ version: 1, source: { count: 40 } });
  expect(await journey.stack.control.blobs('public', 'ingress')).toEqual([]);
});

test('drop --wait ends with 1 and the reason when the upload is rejected, which is in the way of the next', async () => {
  const rejected = await drop(file('tool.exe'), '--as', 'owner', '--wait');
  expect(rejected.code).toBe(1);
  expect(rejected.said).toMatch(/tool\.exe: rejected$|tool\.exe: rejected \(ing_\w+\)$/);
  expect(rejected.complained).toMatch(/^tool\.exe is rejected\.\n {2}tool\.exe: Only these kinds of file may pass: /);
  const again = await drop(file('tool.exe'), '--as', 'owner');
  expect(again.code).toBe(1);
  expect(again.complained).toMatch(
    /^An earlier upload named tool\.exe is in the way, so nothing was sent\. .*rejected/,
  );
  expect(again.said).toBe('');
});

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
    /^Only \d+ of 40 files are there, and no marker \(503 \w+\)\. Type the same once more/,
  );
  const waiting = await journey.reached('ingress', 'broken', 'receiving');
  const missing = async () => (await journey.operations('ingress', 'broken'))[0]?.missing;
  expect(await until('the row to say what is missing', missing)).toBe('marker');
  expect(await drop(file('many'), '--as', 'owner', '--dataset', 'broken', '--wait')).toMatchObject({ code: 0 });
  const [taken] = await journey.operations('ingress', 'broken');
  expect(taken).toMatchObject({ id: waiting.id, state: 'available', version: 1, source: { count: 40 } });
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
  expect(owner.complained).toContain('may not read review/heart-study/. Those who may: ada, ben, cleo.');

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
  expect({ code, said }).toEqual({ code: 1, said: '' });
  expect(complained).toMatch(sentence);
  expect(complained).not.toMatch(/\n {4}at /);
});

test('a stack that is stopped, and a folder without one, are told apart', async () => {
  await journey.stack.stop();
  expect((await drop(file('table.csv'))).complained).toBe(
    'The stack of this state folder does not answer. Start it with npm start.',
  );
  rmSync(join(journey.stack.stateFolder, 'azure'), { recursive: true });
  expect((await type('token')).complained).toMatch(/^No running stack is described in .* Start one with npm start\.$/);
});
