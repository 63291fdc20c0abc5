import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  attemptsSpent,
  intendTransfer,
  isDone,
  isStopped,
  isUnrequested,
  mayStillShowUp,
  nextAttempt,
  replaceTransfer,
  withTransfer,
} from '../../../src/activities/transfer/transfer-rows.ts';
import type { Operation, TakeBack } from '../../../src/domain/operation/operation.ts';
import { sampleOperation } from '../../domain/sample.ts';
import { aTransfer, standing } from '../rows.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const at = (hour: number) => `2026-03-01T${hour}:00:00.000Z`;
const stop = { by: 'otto', message: 'the wrong files', at: at(11) };
const takeBack: TakeBack = {
  number: 1,
  from: 'releasing',
  to: 'in-review',
  by: 'otto',
  reason: 'too early',
  at: at(11),
};
const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };

describe('a run', () => {
  test.each<[boolean, string, Partial<Operation>]>([
    [true, 'while its operation is worked on', { state: 'copying' }],
    [false, 'once it is to stop', { state: 'copying', stop }],
    [false, 'once it has failed', { state: 'failed' }],
    [false, 'after its end', { state: 'available' }],
  ])('may begin (%s) %s', (may, _, changes) => {
    expect(isStopped(sampleOperation(changes), 'ingress-copy')).toBe(!may);
  });

  test.each<[boolean, string, Partial<Operation>]>([
    [true, 'after the end of its package', { state: 'released' }],
    [false, 'while people decide about it', { state: 'in-review' }],
    [false, 'while it is released', { state: 'releasing' }],
    [false, 'when that is to stop', { state: 'released', stop }],
  ])('that clears what was kept may begin (%s) %s', (may, _, changes) => {
    expect(isStopped(sampleOperation({ door: 'export', ...changes }), 'review-clear')).toBe(!may);
  });

  test('is known to come no more when none was asked for before its operation was to stop', () => {
    expect(isUnrequested({ ...sampleOperation(), stop }, aTransfer('ingress-copy'))).toBe(true);
    expect(isUnrequested({ ...sampleOperation(), stop }, aTransfer('ingress-copy', { status: 'started' }))).toBe(false);
    expect(isUnrequested(sampleOperation(), aTransfer('ingress-copy'))).toBe(false);
  });

  test.each([
    [true, 'intended', 14_999],
    [false, 'intended', 15_000],
    [false, 'started', 1000],
    [false, 'failed', 1000],
  ] as const)(
    'may still show up (%s) when it is %s in the row, %d ms after the wish to end it',
    (may, status, later) => {
      const now = new Date(Date.parse(at(11)) + later);
      expect(mayStillShowUp(now, at(11), aTransfer('ingress-copy', { status }))).toBe(may);
    },
  );

  test('cannot show up late where nobody wished its end', () => {
    expect(mayStillShowUp(new Date(at(11)), undefined, aTransfer('ingress-copy'))).toBe(false);
  });
});

describe('a transfer that succeeded', () => {
  const succeeded = (step: Parameters<typeof aTransfer>[0], intendedAt = at(10)) =>
    aTransfer(step, { status: 'succeeded', intendedAt });

  test.each([
    ['ingress-copy', {}],
    ['export-freeze', {}],
    ['export-return', { package: frozen }],
  ] as const)('as %s is made again once an operator lets the operation go on', (step, changes) => {
    const retried = sampleOperation({ ...changes, retriedAt: at(11) });
    expect(isDone(retried, succeeded(step))).toBe(false);
    expect(isDone(retried, succeeded(step, at(11)))).toBe(true);
    expect(isDone(retried, succeeded(step, at(12)))).toBe(true);
  });

  test.each([
    ['ingress-delete', {}],
    ['export-release', { package: frozen }],
    ['export-freeze', { package: frozen }],
  ] as const)('as %s stays done whatever an operator does', (step, changes) => {
    expect(isDone(sampleOperation({ ...changes, retriedAt: at(11) }), succeeded(step))).toBe(true);
  });

  test.each(['dataset-retract', 'review-clear', 'returned-clear'] as const)(
    'as %s is never done for good: a listing decides each time',
    (step) => {
      expect(isDone(sampleOperation(), succeeded(step))).toBe(false);
    },
  );
});

describe('attempts of a step', () => {
  test('have numbers of their own that never come again', () => {
    const transfers = [
      aTransfer('ingress-copy', { attempt: 1 }),
      aTransfer('ingress-copy', { attempt: 2 }),
      aTransfer('ingress-delete', { attempt: 7 }),
    ];
    expect(nextAttempt(sampleOperation({ transfers }), 'ingress-copy')).toBe(3);
    expect(nextAttempt(sampleOperation({ transfers }), 'discard')).toBe(1);
  });

  test('count since an operator last let the operation go on, except those that a hold ended', () => {
    const failed = (attempt: number, intendedAt: string, held = false) =>
      aTransfer('ingress-copy', { attempt, intendedAt, status: 'failed', held });
    const transfers = [failed(1, at(10)), failed(2, at(11)), failed(3, at(12)), failed(4, at(13), true)];
    const other = aTransfer('ingress-delete', { intendedAt: at(14) });
    const operation = sampleOperation({ transfers: [...transfers, other] });
    expect(attemptsSpent(operation, 'ingress-copy')).toBe(3);
    expect(attemptsSpent({ ...operation, retriedAt: at(11) }, 'ingress-copy')).toBe(2);
  });

  test('of a release that was taken back do not count for the next', () => {
    const release = (attempt: number, intendedAt: string) => aTransfer('export-release', { attempt, intendedAt });
    const transfers = [release(1, at(10)), release(2, at(12))];
    expect(attemptsSpent(sampleOperation({ door: 'export', takeBack, transfers }), 'export-release')).toBe(1);
  });
});

describe('what is written of a transfer', () => {
  const earlier = aTransfer('ingress-copy', { attempt: 1, status: 'failed', runId: 'run-1' });
  const intended = aTransfer('ingress-copy', { attempt: 2 });
  const started = { ...intended, status: 'started', runId: 'run-2' } as const;
  const row = (...transfers: Operation['transfers']) => standing(world.ports, { state: 'copying', transfers });

  test('changes that attempt and no other', async () => {
    const other = aTransfer('ingress-delete', { attempt: 2 });
    const read = await row(earlier, intended, other);
    expect(await replaceTransfer(world.ports, read.value, started, read)).toEqual(started);
    expect((await world.operation(read.value)).transfers).toEqual([earlier, started, other]);
  });

  test.each([
    ['the run', started, { ...started, runId: 'run-3' }],
    ['the run', started, intended],
    ['the outcome', { ...started, status: 'succeeded' }, { ...started, status: 'failed', message: 'too late' }],
    ['the outcome', { ...started, status: 'succeeded' }, started],
  ] as const)('leaves %s that was written first: %j, and then %j', async (_, first, second) => {
    const read = await row(earlier, first);
    expect((await withTransfer(world.ports, read.value, second)).transfers).toEqual([earlier, first]);
  });

  test('keeps that a hold ended it, and says so of no other', async () => {
    const closed = { ...started, status: 'failed', closedAt: at(11) } as const;
    const free = await row(started);
    expect(await replaceTransfer(world.ports, free.value, closed)).toEqual(closed);
    const held = await row({ ...started, held: true });
    expect(await replaceTransfer(world.ports, held.value, closed)).toEqual({ ...closed, held: true });
  });

  test('keeps the run that was noted while somebody else gave the transfer up', async () => {
    const read = await row(started);
    const givenUp = { ...intended, status: 'failed', closedAt: at(11), message: 'no run showed up' } as const;
    expect(await replaceTransfer(world.ports, read.value, givenUp)).toEqual({ ...givenUp, runId: 'run-2' });
  });
});

describe('an intention', () => {
  const earlier = aTransfer('ingress-copy', { attempt: 1, status: 'failed' });
  const intended = aTransfer('ingress-copy', { attempt: 2 });

  test('is written behind the earlier ones, once: who comes second is given the first', async () => {
    const read = await standing(world.ports, { state: 'copying', transfers: [earlier] });
    expect(await intendTransfer(world.ports, read.value, intended, read)).toEqual(intended);
    const later = { ...intended, intendedAt: at(12) };
    expect(await intendTransfer(world.ports, read.value, later, read)).toEqual(intended);
    expect((await world.operation(read.value)).transfers).toEqual([earlier, intended]);
  });

  test.each<[string, Partial<Operation>]>([
    ['stopped', { stop }],
    ['moved elsewhere', { state: 'checking' }],
  ])('is not written when the operation was %s since it was read', async (_, change) => {
    const read = await standing(world.ports, { state: 'copying', transfers: [earlier] });
    await world.ports.register.update({ ...read, value: { ...read.value, ...change } });
    expect(await intendTransfer(world.ports, read.value, intended, read)).toBeUndefined();
    expect((await world.operation(read.value)).transfers).toEqual([earlier]);
  });
});
