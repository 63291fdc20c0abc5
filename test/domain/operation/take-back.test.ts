import { describe, expect, test } from 'vitest';
import { Refused } from '../../../src/domain/base/errors.ts';
import { failureIn, type TakeBack } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import {
  isEarlier,
  isOutsideByRight,
  mayHaveLeft,
  nextTakeBack,
  timesTakenBack,
} from '../../../src/domain/operation/take-back.ts';
import { sampleOperation } from '../sample.ts';

const before = '2026-03-02T09:59:59.999Z';
const at = '2026-03-02T10:00:00.000Z';
const why = { by: 'oid-otto', reason: 'the wrong table' };

function takenBack(change: Partial<TakeBack> = {}): TakeBack {
  return { number: 1, from: 'releasing', to: 'in-review', at, ...why, ...change };
}

describe('a transfer is of an earlier release', () => {
  const transfer = (step: TransferStep, intendedAt: string) => {
    return { step, intendedAt, attempt: 1, parameters: {}, status: 'succeeded' as const };
  };
  test.each([
    ['when its release was taken back', 'export-release', before, true],
    ['when it emptied the folder at an earlier time', 'release-revoke', before, true],
    ['and not when it began with the taking back', 'release-revoke', at, false],
    ['and not when it is no part of a release: a freeze is done once', 'export-freeze', before, false],
    ['and not when it is the delete after that freeze', 'export-delete', before, false],
  ] as const)('%s', (_when, step, intendedAt, earlier) => {
    expect(isEarlier({ takeBack: takenBack() }, transfer(step, intendedAt))).toBe(earlier);
  });

  test('never while nothing was taken back', () => {
    expect(isEarlier({}, transfer('export-release', before))).toBe(false);
  });
});

describe('something of a package may have left', () => {
  const transfer = (step: TransferStep, intendedAt: string) => {
    return { step, intendedAt, attempt: 1, parameters: {}, status: 'succeeded' as const };
  };
  const [earlier, later] = [transfer('export-release', before), transfer('export-release', at)];
  const nothing = { count: 0, bytes: 0, digest: 'd' };
  const seenEmpty = takenBack({ outside: nothing });
  test.each([
    ['not before a release', { transfers: [] }, false],
    ['not by its freeze', { transfers: [transfer('export-freeze', before)] }, false],
    ['once its release was asked for', { transfers: [later] }, true],
    [
      'when it was released, though nothing of it is found',
      { takeBack: takenBack({ from: 'released', outside: nothing }), transfers: [earlier] },
      true,
    ],
    ['until somebody looked', { takeBack: takenBack(), transfers: [earlier] }, true],
    ['not when nothing of it was found', { takeBack: seenEmpty, transfers: [earlier] }, false],
    ['by a release after that', { takeBack: seenEmpty, transfers: [earlier, later] }, true],
  ])('%s', (_when, operation, may) => {
    expect(mayHaveLeft(operation)).toBe(may);
  });
});

describe('a taking back', () => {
  const released = { ...sampleOperation({ door: 'export', state: 'released' }), round: 1 };

  test('cannot lead to a review that never was', () => {
    const { round: _round, ...unasked } = { ...released, state: 'releasing' };
    expect(() => nextTakeBack(unasked, { to: 'in-review', ...why }, at)).toThrow(Refused);
    expect(nextTakeBack(unasked, { to: 'returning', ...why }, at)).toEqual(takenBack({ to: 'returning' }));
  });

  test.each([
    ['released', 'released'],
    ['releasing', 'releasing'],
    ['failed', 'releasing'],
  ])('of a package that is %s says that it was %s', (state, from) => {
    expect(nextTakeBack({ ...released, state }, { to: 'revoked', ...why }, at)).toEqual(
      takenBack({ from, to: 'revoked' }),
    );
  });

  test.each([
    ['and keeps each of which something was outside', 1],
    ['and keeps none of which nothing was outside', 0],
  ])('counts on from the one before, %s', (_, count) => {
    const outside = { digest: 'd', count, bytes: count };
    const [first, second] = [takenBack({ outside }), takenBack({ number: 2, outside })];
    const earlier = count === 0 ? second : { ...second, before: [first] };
    const next = nextTakeBack({ ...released, takeBack: earlier }, { to: 'revoked', ...why }, at);
    const kept = count === 0 ? {} : { before: [first, second] };
    expect(next).toEqual(takenBack({ number: 3, from: 'released', to: 'revoked', ...kept }));
  });
});

describe('how often a package was taken back', () => {
  test.each([
    ['does not count one that is under way', { state: 'revoking' }, 1],
    ['does not count one that failed', { state: 'failed', failure: failureIn('revoking', 'Azure was away', at) }, 1],
    ['counts all once the last has ended', { state: 'in-review' }, 2],
    [
      'counts all of a package that failed later on',
      { state: 'failed', failure: failureIn('releasing', 'it differs', at) },
      2,
    ],
  ])('%s', (_what, operation, times) => {
    expect(timesTakenBack({ ...operation, takeBack: takenBack({ number: 2 }) })).toBe(times);
  });

  test('is never for a package that stayed outside', () => {
    expect(timesTakenBack({ state: 'released' })).toBe(0);
  });
});

test.each([
  ['released', undefined, true],
  ['in-review', undefined, false],
  ['failed', 'releasing', true],
  ['failed', 'freezing', false],
  ['failed', undefined, false],
  // A failure that was gone on from is no state.
  ['in-review', 'releasing', false],
])('a package that is %s (failed in %s) has files outside by right: %s', (state, failedIn, expected) => {
  const failure = failedIn === undefined ? {} : { failure: failureIn(failedIn, 'the copy differs', at) };
  expect(isOutsideByRight({ state, ...failure })).toBe(expected);
});
