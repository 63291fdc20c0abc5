import { describe, expect, test } from 'vitest';
import { addTime, type Times, timeBelow } from '../../../src/domain/base/times.ts';
import { datasetFacts } from '../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import {
  emptyWeek,
  outcomeOf,
  outcomeOfDrift,
  outcomeOfRound,
  weekOf,
  withOutcome,
} from '../../../src/domain/overview/week.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { aDecision, anOperation, aRound } from '../../contract/samples.ts';

describe('weekOf', () => {
  test.each([
    ['2026-11-25T10:00:00Z', '2026-W48'],
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2027-01-03T23:59:59Z', '2026-W53'],
    ['2027-01-04T00:00:00Z', '2027-W01'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
  ])('%s lies in %s', (time, week) => expect(weekOf(time)).toBe(week));
});

const denied = aRound({ status: 'denied', closedAt: '2026-12-01T10:00:00.000Z' });

describe('endingOf', () => {
  test('knows every state that holds no name, and the rejected ones, and no other', () => {
    const doors = { ingress: datasetFacts, export: exportFacts } as const;
    for (const door of ['ingress', 'export'] as const)
      for (const [state, { open }] of Object.entries(doors[door]))
        expect([state, outcomeOf(anOperation({ door, state })) !== undefined]).toEqual([
          state,
          !open || state === 'rejected',
        ]);
  });

  test('gives what people got an answer about its size and its time, and a later end neither', () => {
    const times = { startedAt: '2026-11-24T10:00:00Z', since: '2026-11-24T12:00:00Z' };
    const source = { digest: 'd', count: 3, bytes: 500, listedAt: times.startedAt };
    const answered = outcomeOf(anOperation({ ...times, state: 'available', source, revision: 5 }));
    expect(answered).toMatchObject({ end: 'available', milliseconds: 7_200_000, size: { count: 3, bytes: 500 } });
    expect(outcomeOf(anOperation({ ...times, state: 'retracted', source }))).not.toHaveProperty('size');
  });

  test('of a round is its close, in the week of that', () => {
    expect(outcomeOfRound(aRound(), [])).toBeUndefined();
    expect(outcomeOfRound(denied, [])).toEqual({
      ...{ key: `${denied.exportId}.round-1`, of: 'reviews', end: 'denied', week: '2026-W49' },
      ...{ milliseconds: 7 * 86_400_000, turnaround: 7 * 86_400_000 + 3_600_000 },
    });
  });

  test('of a round in which nobody decided says nothing of when the package was decided', () => {
    for (const status of ['expired', 'withdrawn', 'superseded'] as const)
      expect(outcomeOfRound({ ...denied, status }, [])).not.toHaveProperty('turnaround');
  });

  test('of a round says whether decisions differed once there are two that count', () => {
    const differs = (...decisions: Decision[]) => outcomeOfRound(denied, decisions)?.differs;
    const [yes, no] = [aDecision(denied, 'a'), aDecision(denied, 'b', 'deny')];
    expect(differs(no)).toBeUndefined();
    expect(differs(yes, no)).toBe(true);
    expect(differs(yes, aDecision(denied, 'c'))).toBe(false);
    expect(differs(no, aDecision(denied, 'c', 'changes'))).toBe(true);
    expect(differs(yes, { ...no, digest: 'of other files' })).toBeUndefined();
    expect(differs(yes, { ...no, round: 2 })).toBeUndefined();
  });

  test('of drift is a line of the audit that says that it was found or mended', () => {
    const line = { id: 'e1', at: '2026-12-01T10:00:00.000Z' };
    expect(outcomeOfDrift({ ...line, kind: 'compute.drift-found' })).toEqual({
      ...{ key: 'drift.e1', week: '2026-W49', of: 'drift', end: 'found' },
    });
    expect(outcomeOfDrift({ ...line, kind: 'compute.drift-mended' })).toMatchObject({ end: 'mended' });
    for (const kind of ['compute.intent', 'compute.drift-founded', 'export.compute.drift-found'])
      expect(outcomeOfDrift({ ...line, kind })).toBeUndefined();
  });
});

describe('withEnding', () => {
  test('adds up ends, files, bytes, size classes and times', () => {
    const ending = { key: 'a', week: '2026-W48', of: 'export', end: 'released' } as const;
    const size = { count: 3, bytes: 500 };
    const one = withOutcome(emptyWeek('2026-W48'), { ...ending, milliseconds: 90_000, size });
    const two = withOutcome(withOutcome(one, { ...ending, milliseconds: 1, size }), { ...ending, end: 'revoked' });
    expect(two.export).toEqual({
      ends: { released: 2, revoked: 1 },
      files: 6,
      bytes: 1000,
      sizes: { 'up to 10 files, up to 1 MB': 2 },
      times: [1, 0, 0, 1],
    });
    expect(two.ingress).toEqual(emptyWeek('2026-W48').ingress);
  });

  test('adds up rounds, those that can be compared and those that differ', () => {
    const ending = { key: 'a', week: '2026-W48', of: 'reviews', end: 'denied', milliseconds: 1 } as const;
    const rounds = [ending, { ...ending, turnaround: 90_000, differs: true }, { ...ending, differs: false }];
    expect(rounds.reduce(withOutcome, emptyWeek('2026-W48'))).toEqual({
      ...emptyWeek('2026-W48'),
      reviews: { ends: { denied: 3 }, times: [3], turnaround: [0, 0, 0, 1], compared: 2, differing: 1 },
    });
  });

  test('adds up drift', () => {
    const found = { key: 'a', week: '2026-W48', of: 'drift', end: 'found' } as const;
    const drift = [found, { ...found, end: 'mended' }, found].reduce(withOutcome, emptyWeek('2026-W48')).drift;
    expect(drift).toEqual({ ends: { found: 2, mended: 1 } });
  });
});

describe('timeBelow', () => {
  test('is never further from the true duration than a fifth', () => {
    const minutes = Array.from({ length: 100 }, (_, at) => (at + 1) ** 2);
    const times = minutes.reduce((sum: Times, minute) => addTime(sum, minute * 60_000), []);
    for (const part of [0.1, 0.5, 0.9, 1]) {
      const truth = (minutes[part * 100 - 1] ?? 0) * 60_000;
      const found = timeBelow(times, part) ?? 0;
      expect(found).toBeGreaterThan(truth / 1.2);
      expect(found).toBeLessThan(truth * 1.2);
    }
  });

  test('is undefined of none, and takes a time at its own bound and one without end', () => {
    expect(timeBelow([], 0.5)).toBeUndefined();
    expect(addTime([], 120_000)).toEqual([0, 0, 0, 0, 1]);
    expect(addTime([], 0)).toEqual([1]);
    expect(addTime([], 1e15)).toHaveLength(70);
  });
});
