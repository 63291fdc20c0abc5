import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  definitionsFolder,
  factoryName,
  type RunningFactory,
  resourceGroup,
  startTestFactory,
} from './running-factory.ts';

let folder: string;
let lab: RunningFactory;
/** How far the factory's clock is ahead, in milliseconds. */
let moved = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-limits-'));
  cpSync(definitionsFolder, folder, { recursive: true });
  edit('pipeline/ingress-copy.json', '0.12:00:00', '0.00:00:01');
  edit('pipeline/release-revoke.json', /"wildcardFileName": \{[^}]*\},/, '');
  edit('dataset/secure_review.json', '"review"', '"datasets"');
  edit('dataset/release_released.json', '"released"', '"ingress"');
  lab = await startTestFactory({ definitionsFolder: folder, now: () => new Date(Date.now() + moved) });
});
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, after);
}

async function copy(pipeline: string, account: 'public' | 'secure') {
  await lab.put(`${account}/transfers/op_1/copy.txt`, 'a\nb');
  const folders = { sourceFolder: 'study/set', targetFolder: 'study/set/v1' };
  return await lab.ended(await lab.run(pipeline, { operationId: 'op_1', listPath: 'op_1/copy.txt', ...folders }));
}

test('a copy that is slower than its policy allows has timed out', async () => {
  await lab.put('public/ingress/study/set/a');
  lab.factory().knobs.set({ millisecondsPerFile: 600_000 });
  const run = await copy('ingress-copy', 'public');
  lab.factory().knobs.reset();
  expect(run.status).toBe('Failed');
  expect(run.message).toContain('exceeded its timeout of 0.00:00:01');
});

test('a pipeline that writes where the factory has no role fails with the refusal of storage', async () => {
  await lab.put('secure/datasets/study/set/a');
  const run = await copy('export-release', 'secure');
  expect(run.status).toBe('Failed');
  expect(run.message).toContain("Failure happened on 'Sink' side. ErrorCode=AzureStorageOperationFailed");
  expect(run.message).toContain('status 403');
  expect(await lab.names('public/ingress/study/set/v1')).toEqual([]);
});

test('a delete by time without a file name is not supported', async () => {
  await lab.put('public/ingress/study/exp_1/a');
  const bounds = { folder: 'study/exp_1', fileName: '*', endTime: '2999-01-01T00:00:00Z' };
  const run = await lab.ended(await lab.run('release-revoke', { operationId: 'op_1', ...bounds }));
  expect(run.status).toBe('Failed');
  expect(run.message).toContain('The activity payload is currently not supported');
  expect(await lab.names('public/ingress/study/exp_1')).toEqual(['study/exp_1/a']);
});

test('a run is forgotten 45 days after its last change, one that waits is not', async () => {
  const bounds = { operationId: 'op_1', folder: 'study/none', fileName: '*', endTime: '2026-01-01T00:00:00Z' };
  const ended = await lab.run('discard', bounds);
  await lab.ended(ended);
  lab.factory().knobs.set({ holdRuns: true });
  const waiting = await lab.run('discard', bounds);
  const days = (count: number) => count * 24 * 60 * 60_000;
  moved = days(45) - 60_000;
  expect((await lab.client.pipelineRuns.get(resourceGroup, factoryName, ended)).status).toBe('Succeeded');
  moved = days(46);
  const { pipelineRuns } = lab.client;
  await expect(pipelineRuns.get(resourceGroup, factoryName, ended)).rejects.toMatchObject({ statusCode: 404 });
  const window = { lastUpdatedAfter: new Date(0), lastUpdatedBefore: new Date(Date.now() + days(50)) };
  const { value } = await pipelineRuns.queryByFactory(resourceGroup, factoryName, window);
  expect(value.map(({ runId }) => runId)).toEqual([waiting]);
  lab.factory().knobs.reset();
  moved = 0;
});
