import { describe, expect, test } from 'vitest';
import { advance, statesAt } from '../../../src/domain/lifecycle/advance.ts';
import {
  endsBeforeFreeze,
  frozenStates,
  revealedAfter,
  revealedSince,
  withEnd,
} from '../../../src/domain/lifecycle/revealed-ends.ts';
import { failureIn } from '../../../src/domain/operation/operation.ts';
import { sampleOperation } from '../sample.ts';

const today = { day: '2026-03-02', most: 2 };

describe('the ends before a freeze that are told on a day', () => {
  test('are the first so many, whatever comes later', () => {
    const one = withEnd(undefined, 'a', today);
    const two = withEnd(one, 'b', today);
    expect(two).toEqual({ day: '2026-03-02', keys: ['a', 'b'] });
    expect(withEnd(two, 'c', today)).toBeUndefined();
  });

  test('stay as they are when one of them is asked for again, also with fewer a day', () => {
    const two = { day: '2026-03-02', keys: ['a', 'b'] };
    expect(withEnd(two, 'a', { ...today, most: 1 })).toBe(two);
  });

  test('begin anew with the next day, and with no day that is over', () => {
    const two = { day: '2026-03-02', keys: ['a', 'b'] };
    expect(withEnd(two, 'c', { day: '2026-03-03', most: 2 })).toEqual({ day: '2026-03-03', keys: ['c'] });
    expect(withEnd(two, 'c', { day: '2026-03-01', most: 2 })).toBeUndefined();
  });
});

describe('a dataset', () => {
  test('is told from its first file on, whatever becomes of it, and its moves keep nothing of that', () => {
    const startedAt = '2026-03-02T10:00:00.000Z';
    for (const state of statesAt('ingress')) {
      const dataset = sampleOperation({ state, startedAt });
      expect(revealedSince(dataset)).toBe(startedAt);
      expect(endsBeforeFreeze(dataset)).toBe(false);
    }
    expect(advance(sampleOperation({ state: 'rejected', startedAt }), 'discard', startedAt)).not.toHaveProperty(
      'toldSince',
    );
  });
});

describe('a package', () => {
  const at = '2026-03-02T10:00:00.000Z';
  const now = '2026-03-02T11:00:00.000Z';
  const parcel = (state: string, change: object = {}) =>
    sampleOperation({ door: 'export', state, toldSince: at, ...change });

  test('is told from its freeze on, and before that only of an end or a rest', () => {
    const told = statesAt('export').filter((state) => revealedSince(parcel(state)) !== undefined);
    const hidden = ['receiving', 'checking', 'scanning', 'freezing'];
    expect(
      statesAt('export')
        .filter((state) => !told.includes(state))
        .toSorted(),
    ).toEqual(hidden.toSorted());
    const ends = statesAt('export').filter((state) => endsBeforeFreeze(parcel(state)));
    expect([...ends, ...hidden, ...frozenStates].toSorted()).toEqual(statesAt('export').toSorted());
    expect(revealedSince(parcel('scanning', { scan: { since: at, lookedAt: at, unscanned: 'x' } }))).toBe(at);
    const frozen = { digest: 'd', count: 1, bytes: 1 };
    for (const state of statesAt('export')) {
      expect(revealedSince(parcel(state, { package: frozen }))).toBe(hidden.includes(state) ? undefined : at);
      expect(endsBeforeFreeze(parcel(state, { package: frozen }))).toBe(false);
    }
    const { toldSince: _, ...hiddenEnd } = parcel('rejected');
    expect(revealedSince(hiddenEnd)).toBeUndefined();
  });

  test('ends before its freeze only where it was not frozen, and a dataset never: that is told from its begin', () => {
    const frozen = { digest: 'd', count: 1, bytes: 1 };
    expect(endsBeforeFreeze(parcel('rejected', { package: frozen }))).toBe(false);
    const dataset = { ...sampleOperation({ state: 'rejected' }), startedAt: '2026-03-02T09:00:00.000Z' };
    expect(endsBeforeFreeze(dataset)).toBe(false);
    expect(revealedSince(dataset)).toBe('2026-03-02T09:00:00.000Z');
    expect(revealedSince({ ...dataset, toldSince: at })).toBe('2026-03-02T09:00:00.000Z');
    expect(revealedAfter({ ...dataset, toldSince: at }, dataset)).toEqual({});
    expect(revealedAfter(dataset, { ...dataset, state: 'failed' })).toEqual({});
  });

  test('whose freeze fails was not frozen, though its copy has a digest: somebody inside can bring that about', () => {
    const frozen = { digest: 'd', count: 1, bytes: 1 };
    const failed = (state: string) => {
      const { toldSince: _, ...rest } = parcel('failed', { package: frozen, failure: failureIn(state, 'x', at) });
      return rest;
    };
    expect([endsBeforeFreeze(failed('freezing')), revealedSince(failed('freezing'))]).toEqual([true, undefined]);
    expect([endsBeforeFreeze(failed('returning')), revealedSince(failed('returning'))]).toEqual([
      false,
      failed('').startedAt,
    ]);
  });

  test('is told from the move on by which its freeze ends', () => {
    const { toldSince: _, ...freezing } = parcel('freezing', { package: { digest: 'd', count: 1, bytes: 1 } });
    for (const event of ['frozen', 'inspect', 'skip-approval', 'withdraw'] as const)
      expect(advance(freezing, event, now)).toMatchObject({ toldSince: now });
    expect(advance(freezing, 'fail', now, failureIn('freezing', 'x', now))).not.toHaveProperty('toldSince');
  });

  test('that rested and was told stays so until it is gone, and is hidden again when it is led on', () => {
    expect(advance(parcel('rejected'), 'discard', now)).toMatchObject({ toldSince: at });
    expect(advance(parcel('withdrawing'), 'withdrawn', now)).toMatchObject({ toldSince: at });
    const failed = parcel('failed', { failure: failureIn('checking', 'x', at) });
    expect(advance(failed, 'retry', now)).not.toHaveProperty('toldSince');
    expect(advance(parcel('receiving'), 'reject', now)).not.toHaveProperty('toldSince');
    expect(advance(parcel('in-review'), 'approve', now)).toMatchObject({ toldSince: at });
  });
});
