import { describe, expect, test } from 'vitest';
import { departuresOf, partlySince } from '../../../src/domain/lifecycle/departures.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import { failureIn, type Operation, type TakeBack, type Transfer } from '../../../src/domain/operation/operation.ts';
import { aTransfer } from '../../activities/rows.ts';
import { anOperation } from '../../contract/samples.ts';

const time = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const release = (change: Partial<Transfer> = {}): Transfer =>
  aTransfer('export-release', { intendedAt: time(1), status: 'started', startedAt: time(1), ...change });
const taken = (change: Partial<TakeBack> = {}): TakeBack => {
  return { number: 1, from: 'releasing', to: 'returning', by: 'o', reason: 'r', at: time(3), ...change };
};
const outside = { digest: 'd', count: 1, bytes: 1, since: time(2) };
const aPackage = (change: Partial<Operation>) => anOperation({ door: 'export', since: time(4), ...change });

const rows: readonly (readonly [
  what: string,
  change: Partial<Operation>,
  left: readonly (readonly [string, string])[],
])[] = [
  ['nothing was asked for', { state: 'releasing' }, []],
  [
    'a run is intended only',
    { state: 'releasing', transfers: [aTransfer('export-release', { status: 'intended' })] },
    [],
  ],
  ['a run was asked for', { state: 'releasing', transfers: [release()] }, [['going-out', time(4)]]],
  [
    'it failed then',
    { state: 'failed', failure: failureIn('releasing', 'x', time(4)), transfers: [release()] },
    [['stopped', time(1)]],
  ],
  ['it failed before', { state: 'failed', failure: failureIn('freezing', 'x', time(4)) }, []],
  ['it is released', { state: 'released', transfers: [release({ status: 'succeeded' })] }, [['outside', time(4)]]],
  [
    'it is taken back, and nobody looked yet',
    { state: 'revoking', takeBack: taken(), transfers: [release()] },
    [['being-taken-back', time(1)]],
  ],
  [
    'that failed',
    {
      state: 'failed',
      failure: failureIn('revoking', 'x', time(4)),
      takeBack: taken({ outside }),
      transfers: [release()],
    },
    [['being-taken-back', time(2)]],
  ],
  ['something was outside', { state: 'returned', takeBack: taken({ outside }) }, [['taken-back', time(2)]]],
  ['nothing was outside', { state: 'returned', takeBack: taken({ outside: { ...outside, count: 0 } }) }, []],
  [
    'it went out after that',
    { state: 'released', takeBack: taken({ outside }) },
    [
      ['taken-back', time(2)],
      ['outside', time(4)],
    ],
  ],
  [
    'it was revoked after that',
    {
      state: 'revoked',
      takeBack: taken({ number: 2, from: 'released', to: 'revoked', at: time(6), before: [taken({ outside })] }),
      transfers: [release({ status: 'succeeded', closedAt: time(5) })],
    },
    [
      ['taken-back', time(2)],
      ['taken-back', time(5)],
    ],
  ],
];

describe('of a package it is told what left', () => {
  test.each(rows)('where %s', (_, change, left) => {
    expect(departuresOf(aPackage(change)).map(({ state, at }) => [state, at])).toEqual(left);
  });

  test('and a column says since when, where that was not all of it', () => {
    for (const [, change, left] of rows) {
      const partly = departuresOf(aPackage(change)).findLast(({ isWhole }) => !isWhole)?.at;
      expect(partlySince(aPackage(change))).toBe(partly);
      if (left.some(([state]) => state === 'stopped' || state === 'going-out')) expect(partly).toBeDefined();
    }
  });

  test.each(Object.keys(exportFacts))('and nothing of one that is %s, whose release no run was asked for', (state) => {
    expect(departuresOf(aPackage({ state })).map((one) => one.state)).toEqual(state === 'released' ? ['outside'] : []);
  });
});
