import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsFolder, type RunningFactory, startTestFactory } from './running-factory.ts';

let folder: string;
let lab: RunningFactory;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-limits-'));
  cpSync(definitionsFolder, folder, { recursive: true });
  edit('pipeline/ingress-copy.json', '0.12:00:00', '0.00:00:01');
  edit('dataset/secure-review.json', '"review"', '"datasets"');
  edit('dataset/release-released.json', '"released"', '"ingress"');
  lab = await startTestFactory({ definitionsFolder: folder });
});
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

function edit(file: string, from: string, to: string): void {
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
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
