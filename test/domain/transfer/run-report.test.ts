import { describe, expect, it } from 'vitest';
import { carries, isReported } from '../../../src/domain/transfer/run-report.ts';
import type { ActivityRun } from '../../../src/domain/transfer/transfer.ts';

const endedAt = new Date('2026-03-01T10:00:00Z');
const soon = new Date('2026-03-01T10:00:05Z');
const succeeded = { status: 'Succeeded', endedAt };
const check: ActivityRun = {
  name: 'RequireBounds',
  type: 'IfCondition',
  status: 'Succeeded',
  output: {},
  error: '',
};
const remove: ActivityRun = { ...check, name: 'DeleteFiles', type: 'Delete' };
const copy: ActivityRun = { ...check, name: 'CopyFiles', type: 'Copy' };

describe('isReported', () => {
  it.each<[string, ActivityRun[], boolean]>([
    ['no activity is shown yet', [], false],
    ['only the check before the delete is shown', [check], false],
    ['the copy is shown as under way', [{ ...copy, status: 'InProgress' }], false],
    ['what comes after the copy is shown as under way', [copy, { ...check, status: 'Queued' }], false],
    ['everything is shown', [check, remove], true],
    ['the copy is shown as failed', [{ ...copy, status: 'Failed' }], true],
  ])('of a run that succeeded: %s', (_, activities, expected) => {
    expect(isReported(succeeded, activities, soon)).toBe(expected);
  });

  it('does not wait for the activities of a run that failed', () => {
    expect(isReported({ status: 'Failed', endedAt }, [], soon)).toBe(true);
  });

  it('waits for an hour after the end of the run, then judges by what there is', () => {
    expect(isReported(succeeded, [], new Date('2026-03-01T11:00:00Z'))).toBe(false);
    expect(isReported(succeeded, [], new Date('2026-03-01T11:00:01Z'))).toBe(true);
  });
});

describe('carries', () => {
  const given = { operationId: 'ing_1', folder: 'heart-study/a', endTime: '2026-03-01T09:05:07.000Z' };

  it.each([
    '2026-03-01T09:05:07.000Z',
    '2026-03-01T09:05:07Z',
    '2026-03-01T09:05:07.0000000Z',
    '2026-03-01T09:05:07+00:00',
    '2026-03-01T10:05:07+01:00',
    '2026-03-01T09:05:07',
    '03/01/2026 09:05:07',
    '3/1/2026 09:05:07',
  ])('recognises our time as %s', (endTime) => {
    expect(carries(given, { ...given, endTime })).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['another time', { ...given, endTime: '2026-03-01T09:05:08Z' }],
    ['no time', { ...given, endTime: 'today' }],
    ['a month that does not exist', { ...given, endTime: '13/01/2026 09:05:07' }],
    ['another folder', { ...given, folder: 'heart-study/b' }],
    ['one parameter more', { ...given, fileName: '*' }],
    ['one parameter less', { operationId: 'ing_1', folder: 'heart-study/a' }],
    ['one in the place of another', { operationId: 'ing_1', folder: 'heart-study/a', end: given.endTime }],
  ])('tells a run with %s apart', (_, shown) => {
    expect(carries(given, shown)).toBe(false);
  });
});
