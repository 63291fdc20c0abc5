import { expect, test } from 'vitest';
import { verdictOf } from '../../../src/cli/work/wait.ts';
import { datasetFacts } from '../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { anOperation } from '../../contract/samples.ts';

const verdict = (door: 'ingress' | 'export', state: string, wanted?: string, more: Partial<Operation> = {}) =>
  verdictOf(anOperation({ door, state, ...more }), wanted);

test('every state of a dataset ends the wait with the code that says how it stands', () => {
  const codes = Object.keys(datasetFacts).map((state) => [state, verdict('ingress', state)]);
  expect(Object.fromEntries(codes)).toEqual({
    receiving: undefined,
    checking: undefined,
    scanning: undefined,
    copying: undefined,
    verifying: undefined,
    deleting: undefined,
    available: 0,
    rejected: 4,
    discarding: undefined,
    discarded: 5,
    withdrawing: undefined,
    withdrawn: 5,
    retracting: undefined,
    retracted: 5,
    failed: 4,
  });
});

test('a package waits for its approvers, and ends as meant when it is released', () => {
  const codes = Object.keys(exportFacts).map((state) => [state, verdict('export', state)] as const);
  expect(codes.filter(([, code]) => code !== undefined)).toEqual([
    ['in-review', 4],
    ['released', 0],
    ['withdrawn', 5],
    ['returned', 5],
    ['rejected', 4],
    ['discarded', 5],
    ['failed', 4],
    ['revoked', 5],
  ]);
});

test('the state that was asked for is the end, also one that waits for somebody; another end is none', () => {
  expect(verdict('export', 'in-review', 'in-review')).toBe(0);
  expect(verdict('export', 'revoked', 'revoked')).toBe(0);
  expect(verdict('export', 'released', 'in-review')).toBe(5);
});

const trouble = { since: '2030-01-01', times: 1, lastAt: '2030-01-01', message: 'away' };

test('what rests without a marker or a verdict waits for somebody; what is in trouble is tried again by itself', () => {
  expect(verdict('ingress', 'receiving', undefined, { missing: 'marker' })).toBe(4);
  expect(
    verdict('ingress', 'scanning', undefined, {
      scan: { since: '2030-01-01', lookedAt: '2030-01-01', unscanned: 'one file' },
    }),
  ).toBe(4);
  expect(verdict('export', 'in-review', undefined, { trouble })).toBeUndefined();
});
