import { describe, expect, test } from 'vitest';
import {
  closedIn,
  countClosing,
  emptyClosingCount,
  followUpOfClosing,
  nextOfClosing,
  whyNotReopened,
} from '../../../src/domain/definition/closing.ts';
import { copiesFollowUp } from '../../../src/domain/lifecycle/retraction.ts';
import { datasetFacts } from '../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import type { Operation, Transfer } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { sampleOperation, sampleProject } from '../sample.ts';

const now = new Date('2026-03-01T10:00:01.000Z');
const at = '2026-03-01T10:00:00.000Z';
const kept = { ...sampleProject(), closed: { releases: 'keep' as const } };
const revoked = { ...kept, closed: { releases: 'revoke' as const } };
const transfer = (step: TransferStep): Transfer => ({
  step,
  attempt: 1,
  parameters: {},
  status: 'succeeded',
  intendedAt: at,
  closedAt: at,
});
const aDataset = (state: string, changes: Partial<Operation> = {}) => sampleOperation({ state, ...changes });
const aPackage = (state: string, changes: Partial<Operation> = {}) =>
  sampleOperation({ id: 'exp_01K00000000000000000000000', door: 'export', name: 'results', state, ...changes });
const failedIn = (state: string) => ({ failure: { state, message: 'm', publicMessage: 'p', at } });
const copied = { version: 2, transfers: [transfer('ingress-copy')] };
const frozen = { package: { digest: 'd', count: 1, bytes: 1 } };
const act = (name: string) => ({ kind: 'act', act: name });
const moving = { kind: 'moving' };
const ended = { kind: 'ended' };
const cleared = { cleared: { review: at, returned: at } };

describe('the next step of a closing', () => {
  test.each([
    ['an upload that arrives is withdrawn', aDataset('receiving'), act('withdraw')],
    ['an upload that waits for the scanner is discarded', aDataset('scanning'), act('discard')],
    ['an upload that is copied is withdrawn', aDataset('copying', copied), act('withdraw')],
    [
      'a failed upload that was copied is discarded',
      aDataset('failed', { ...failedIn('verifying'), ...copied }),
      act('discard'),
    ],
    ['what Data Factory deletes the originals of becomes a version first', aDataset('deleting'), moving],
    ['a version is retracted', aDataset('available', { version: 1 }), act('retract')],
    ['a version that is being retracted takes its time', aDataset('retracting'), moving],
    ['a rejected upload is discarded', aDataset('rejected'), act('discard')],
    ['what is withdrawn does not wait for its sender', aDataset('withdrawing'), act('discard')],
    ['a failed upload that was not copied is discarded', aDataset('failed', failedIn('checking')), act('discard')],
    ['a package that is frozen goes back', aPackage('freezing'), act('withdraw')],
    ['a package in review goes back', aPackage('in-review', frozen), act('withdraw')],
    ['a denied package is on its way back', aPackage('denied', frozen), moving],
    [
      'a failed package that is frozen goes back',
      aPackage('failed', { ...failedIn('freezing'), ...frozen }),
      act('giveBack'),
    ],
    ['an ended upload is left', aDataset('discarded'), ended],
    ['a returned package is cleared at once', aPackage('returned', frozen), { kind: 'clearing' }],
    ['a package that was cleared is left', aPackage('returned', { ...frozen, ...cleared }), ended],
  ])('%s', (_, operation, step) => {
    expect(nextOfClosing(operation, kept, now)).toEqual(step);
    expect(nextOfClosing(operation, revoked, now)).toEqual(step);
  });

  test.each([
    [
      'a release is kept and its frozen copy cleared, or it is revoked first',
      aPackage('released', frozen),
      { kind: 'clearing' },
      act('revoke'),
    ],
    [
      'a release that was cleared is left, or revoked',
      aPackage('released', { ...frozen, ...cleared }),
      ended,
      act('revoke'),
    ],
    ['a release under way comes to its end, or is taken back', aPackage('releasing', frozen), moving, act('takeBack')],
    [
      'a release that failed half-way is taken back',
      aPackage('failed', { ...failedIn('releasing'), ...frozen, transfers: [transfer('export-release')] }),
      act('takeBack'),
      act('takeBack'),
    ],
  ])('%s', (_, operation, whenKept, whenRevoked) => {
    expect(nextOfClosing(operation, kept, now)).toEqual(whenKept);
    expect(nextOfClosing(operation, revoked, now)).toEqual(whenRevoked);
  });

  test.each([
    ['a way back that failed', aPackage('failed', { ...failedIn('returning'), ...frozen }), 'while it was returning'],
    ['a discard that failed', aDataset('failed', failedIn('discarding')), 'while it was discarding'],
    ['a name that is a pattern', aDataset('rejected', { name: 'a*' }), 'deleted by hand only'],
  ])('%s waits for an operator, and says what to do', (_, operation, why) => {
    expect(nextOfClosing(operation, kept, now)).toEqual({ kind: 'operator', why: expect.stringContaining(why) });
  });

  test('there is for every state: nothing that has not ended is forgotten', () => {
    for (const [state, { open }] of Object.entries(datasetFacts))
      expect(nextOfClosing(aDataset(state), kept, now).kind === 'ended', state).toBe(!open && state !== 'available');
    for (const [state, { open }] of Object.entries(exportFacts))
      expect(nextOfClosing(aPackage(state), revoked, now).kind === 'ended', state).toBe(!open && state !== 'released');
  });
});

test('a count says how many wait for what, and which lines close versions to people', () => {
  const count = emptyClosingCount();
  for (const operation of [
    aDataset('available', { version: 3 }),
    aDataset('discarding', copied),
    aDataset('failed', failedIn('discarding')),
    aPackage('returned', frozen),
    aPackage('withdrawn'),
  ])
    countClosing(count, operation, nextOfClosing(operation, kept, now));
  expect(count).toEqual({
    moving: 2,
    clearing: 1,
    ended: 1,
    operator: [{ id: 'ing_01K00000000000000000000000', why: expect.stringContaining('retry it') }],
    todo: [expect.stringContaining('"cohort/v3"'), expect.stringContaining('"cohort/v2"')],
  });
});

test('computes that are kept are a duty of people; those that are pruned are not', () => {
  const machine = { name: 'vm1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'off' as const } };
  const compute = { ...kept.compute, virtualMachines: [machine] };
  expect(followUpOfClosing({ ...kept, compute })).toHaveLength(2);
  expect(followUpOfClosing({ ...kept, compute: { ...compute, prune: true } })).toHaveLength(1);
  for (const change of [{ prune: true }, { keepComputeDays: 14 }])
    expect(followUpOfClosing({ ...kept, hibernated: true, compute: { ...compute, ...change } })).toEqual([
      copiesFollowUp({ project: kept.id }),
      expect.stringContaining('since it is hibernated'),
    ]);
});

test('what was closed stays closed, and may only become stricter', () => {
  expect(whyNotReopened(undefined, { releases: 'keep' })).toBeUndefined();
  expect(whyNotReopened({ releases: 'keep' }, { releases: 'revoke' })).toBeUndefined();
  expect(whyNotReopened({ releases: 'revoke' }, { releases: 'keep' })).toContain('must stay revoke');
  expect(whyNotReopened({ releases: 'keep' }, undefined)).toContain('stays closed');
});

test('a definition says that it is closed whatever else of it the rules refuse', () => {
  expect(closedIn(JSON.stringify({ closed: { releases: 'keep' }, title: 7 }))).toEqual({ releases: 'keep' });
  expect(closedIn(JSON.stringify({ title: 'x' }))).toBeUndefined();
  expect(closedIn('no json')).toBeUndefined();
});
