import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/domain/lifecycle/advance.ts';
import { datasetFacts } from '../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import { transferSteps } from '../../../src/domain/operation/operation-lists.ts';
import {
  type ActivityRun,
  belongsTo,
  copyParameters,
  deleteParameters,
  discardStep,
  judgeCopy,
  judgeDelete,
  nextPollSeconds,
  undeletable,
} from '../../../src/domain/transfer/transfer.ts';
import { sampleOperation } from '../sample.ts';

const dataset = sampleOperation({ id: 'ing_1', version: 2 });
const single = sampleOperation({ id: 'ing_2', name: 'one.csv', shape: 'file', version: 1 });
const results = sampleOperation({ id: 'exp_1', door: 'export', name: 'results' });
const end = '2026-03-01T10:00:00.000Z';

describe('the steps of transfers', () => {
  it('are the names of the pipelines that are deployed, all of them and no other', () => {
    const deployed = readdirSync(resolve(import.meta.dirname, '../../../infra/data-factory/pipeline'));
    expect(transferSteps.map((step) => `${step}.json`).toSorted()).toEqual(deployed.toSorted());
  });
});

describe('belongsTo', () => {
  it.each([
    ['ingress-copy', ['copying']],
    ['ingress-delete', ['deleting']],
    ['discard', ['discarding']],
    ['export-freeze', ['freezing']],
    ['export-delete', ['freezing', 'discarding']],
    ['export-release', ['releasing']],
    ['export-return', ['returning']],
    ['export-discard', ['discarding']],
    ['release-revoke', ['revoking']],
    ['dataset-retract', ['retracting']],
  ] as const)('lets the step %s begin only in %j', (step, states) => {
    const all = Object.keys({ ...datasetFacts, ...exportFacts });
    expect(all.filter((state) => belongsTo(step, state)).toSorted()).toEqual([...states].toSorted());
  });

  it('lets what was kept be cleared after every end', () => {
    const ends = Object.keys(exportFacts).filter((state) => factsOf({ id: 'exp_1', door: 'export', state }).final);
    for (const step of ['review-clear', 'returned-clear'] as const)
      expect(ends.filter((state) => !belongsTo(step, state))).toEqual([]);
  });
});

describe('copyParameters', () => {
  it.each([
    [dataset, 'ingress-copy', 'heart-study/cohort', 'heart-study/cohort/v2'],
    [single, 'ingress-copy', 'heart-study', 'heart-study/one.csv/v1'],
    [results, 'export-freeze', 'heart-study/results', 'heart-study/exp_1'],
    [results, 'export-release', 'heart-study/exp_1', 'heart-study/results/exp_1'],
    [results, 'export-return', 'heart-study/exp_1', 'heart-study/results/exp_1'],
  ] as const)('of $id name the folders of the step %s', (operation, step, sourceFolder, targetFolder) => {
    const listPath = `${operation.id}/${step}-3.txt`;
    expect(copyParameters(operation, step, 3)).toEqual({
      operationId: operation.id,
      sourceFolder,
      targetFolder,
      listPath,
    });
  });

  it('are refused for a dataset without a version', () => {
    expect(() => copyParameters(sampleOperation(), 'ingress-copy', 1)).toThrow('no version');
  });
});

describe('discardStep', () => {
  const frozen = { count: 1, bytes: 1, digest: 'a', partSizes: [1] };
  it.each([
    ['an upload', dataset, 'discard'],
    ['a package that was not frozen', results, 'export-delete'],
    ['a frozen package', { ...results, package: frozen }, 'export-discard'],
  ] as const)('of %s deletes it where it lies', (_, operation, step) => {
    expect(discardStep(operation)).toBe(step);
  });
});

describe('deleteParameters', () => {
  it.each([
    [dataset, 'ingress-delete', 'heart-study/cohort', '*'],
    [single, 'ingress-delete', 'heart-study', 'one.csv'],
    [{ ...single, name: 'a b[1].csv' }, 'discard', 'heart-study', 'a b[1].csv'],
    [results, 'export-delete', 'heart-study/results', '*'],
    [results, 'release-revoke', 'heart-study/results/exp_1', '*'],
    [results, 'export-discard', 'heart-study/exp_1', '*'],
    [{ ...results, shape: 'file' as const }, 'review-clear', 'heart-study/exp_1', '*'],
    [results, 'returned-clear', 'heart-study/results/exp_1', '*'],
    [dataset, 'dataset-retract', 'heart-study/cohort/v2', '*'],
    [single, 'dataset-retract', 'heart-study/one.csv/v1', '*'],
  ] as const)('of $id name the folder and files of the step %s', (operation, step, folder, fileName) => {
    expect(deleteParameters(operation, step, end)).toEqual({
      operationId: operation.id,
      folder,
      fileName,
      endTime: end,
    });
  });

  it('are refused for a version that there is none of', () => {
    expect(() => deleteParameters(sampleOperation(), 'dataset-retract', end)).toThrow('no version');
  });
});

describe('a name that Data Factory would read as a pattern', () => {
  it.each(['*', 'genomics*', 'a?.csv', 'up^'])('%s gets no delete at all, whatever the step', (name) => {
    for (const operation of [
      { ...dataset, name },
      { ...single, name },
    ]) {
      expect(undeletable(operation)).toContain('by hand');
      for (const step of ['discard', 'ingress-delete', 'export-delete', 'release-revoke'] as const)
        expect(() => deleteParameters(operation, step, end)).toThrow('by hand');
    }
  });
});

const summary = { digest: 'd', count: 3, bytes: 30 };
const good = { filesRead: 3, filesWritten: 3, dataConsistencyVerification: { VerificationResult: 'Verified' } };
const activity = (type: string, output: object, changes: Partial<ActivityRun> = {}): ActivityRun => {
  return { name: `The${type}`, type, status: 'Succeeded', output: { ...output }, error: '', ...changes };
};

describe('judgeCopy', () => {
  it('is content with as many verified files as the manifest has', () => {
    expect(judgeCopy([activity('Copy', good)], summary)).toEqual({ ok: true });
  });

  it.each<[string, ActivityRun[], string]>([
    ['without a copy activity', [], '0 copy activities'],
    ['with two copy activities', [activity('Copy', good), activity('Copy', good)], '2 copy activities'],
    ['with fewer files written', [activity('Copy', { ...good, filesWritten: 2 })], 'wrote 2'],
    ['with more files read', [activity('Copy', { ...good, filesRead: 4 })], 'read 4'],
    ['with skipped files', [activity('Copy', { ...good, filesSkipped: 1 })], 'skipped 1'],
    ['without verification', [activity('Copy', { filesRead: 3, filesWritten: 3 })], 'did not verify'],
    [
      'that was not verified',
      [activity('Copy', { ...good, dataConsistencyVerification: { VerificationResult: 'NotVerified' } })],
      'NotVerified',
    ],
    ['that failed', [activity('Copy', good, { status: 'Failed', error: 'no list' })], 'ended as Failed: no list'],
    ['that failed without a word', [activity('Copy', good, { status: 'Failed' })], 'ended as Failed: no reason given'],
    ['whose other activity failed', [activity('Copy', good), activity('Wait', {}, { status: 'Failed' })], 'TheWait'],
  ])('is not content with a run %s', (_, activities, message) => {
    expect(judgeCopy(activities, summary)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });
});

describe('judgeDelete', () => {
  it('asks for a delete activity that succeeded', () => {
    expect(judgeDelete([activity('Delete', {})])).toEqual({ ok: true });
    expect(judgeDelete([activity('Delete', {}, { status: 'Failed' })])).toMatchObject({ ok: false });
    expect(judgeDelete([])).toMatchObject({ ok: false });
    expect(judgeDelete([activity('Wait', {})])).toEqual({ ok: false, message: 'The run has no delete activity' });
  });
});

describe('nextPollSeconds', () => {
  it('doubles up to five minutes, by how long the run lasts already', () => {
    const began = Date.parse(end);
    let now = began;
    const pauses = Array.from({ length: 9 }, () => {
      const pause = nextPollSeconds(end, new Date(now), 5);
      now += pause * 1000;
      return pause;
    });
    expect(pauses).toEqual([5, 5, 10, 20, 40, 80, 160, 300, 300]);
    expect(nextPollSeconds(end, new Date(began - 60_000), 1)).toBe(1);
  });
});
