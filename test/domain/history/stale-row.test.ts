import { describe, expect, test } from 'vitest';
import { newestMove, staleIn, staleReview, wishIn, wishUnknown } from '../../../src/domain/history/stale-row.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import { aTransfer, lineOf } from '../../activities/rows.ts';
import { aDecision, anEvent, anOperation, aRound } from '../../contract/samples.ts';

const row = anOperation({ door: 'export', state: 'releasing', revision: 2 });
const { id } = row;
const told = [`${id}.0`, `${id}.1.complete`, `${id}.2.approve`];
const newest = lineOf(row, 'approve').event;
const lineOfStale = (standing: Operation, ids: readonly string[] = told, line = newest) =>
  staleIn(standing, { ids: new Set(ids), newest: line }, [])?.line;

test('the newest move is the one to the highest revision, in whatever order lines come, and of moves only', () => {
  expect(newestMove([`${id}.10.b`, `${id}.9.a`, `${id}.0`, `${id}.withdrawal-11`])).toBe(`${id}.10.b`);
  expect(newestMove([`${id}.digested-1`])).toBeUndefined();
});

describe('a row', () => {
  test('that is as its newest line says is not stale', () => {
    expect(lineOfStale(row)).toBeUndefined();
  });

  test('of an earlier revision is', () => {
    expect(lineOfStale({ ...row, revision: 1 })).toBe(newest.id);
  });

  test.each([
    { name: 'another' },
    { state: 'returning' },
    { since: '2026-11-25T10:00:00.000Z' },
    { tells: 'approved' as const },
  ])('of the same revision that says %o is', (change) => {
    expect(lineOfStale({ ...row, ...change })).toBe(newest.id);
  });

  test('whose move is still to be told owes its line', () => {
    const moved = { ...row, state: 'released', revision: 3 };
    const says = { ids: new Set(told), newest };
    expect(staleIn(moved, says, [lineOf(moved, 'released')])).toBeUndefined();
    expect(staleIn(moved, says, [])).toMatchObject({ line: `${id}.3`, why: expect.stringContaining('nothing tells') });
    expect(staleIn(moved, says, [lineOf(row, 'approve')])?.line).toBe(`${id}.3`);
    const other = lineOf({ ...moved, state: 'failed' }, 'fail');
    expect(staleIn(moved, says, [other])?.line).toBe(other.event.id);
  });

  test('of two moves that are to be told owes both lines', () => {
    const moved = { ...row, state: 'released', revision: 4 };
    const [third, fourth] = [lineOf({ ...row, revision: 3 }, 'a'), lineOf(moved, 'released')];
    const says = { ids: new Set(told), newest };
    expect(staleIn(moved, says, [third, fourth])).toBeUndefined();
    expect(staleIn(moved, says, [fourth])?.line).toBe(`${id}.3`);
    expect(staleIn(moved, says, [third])?.line).toBe(`${id}.4`);
  });

  test('whose opening is still to be told owes that', () => {
    const opened = { ...row, revision: 0 };
    expect(staleIn(opened, { ids: new Set(), newest: undefined }, [lineOf(opened)])).toBeUndefined();
    expect(staleIn(opened, { ids: new Set(), newest: undefined }, [])?.line).toBe(`${id}.0`);
  });

  const started = { status: 'started', runId: 'run-1' } as const;
  const closed = { ...started, status: 'succeeded', closedAt: '2026-03-01T11:00:00.000Z' } as const;
  test.each([
    ['intended', undefined, true],
    ['intended', {}, false],
    ['started', {}, true],
    ['started', started, false],
    ['closed', started, true],
    ['closed', closed, false],
    // The line of a hold, or of giving up, comes before the row.
    ['held', undefined, false],
    ['given-up', {}, false],
  ])('of which a transfer was told as %s and that knows it as %o: stale is %s', (end, transfer, isStale) => {
    const line = `${id}.export-release-2.${end}`;
    const others = [aTransfer('export-release', closed), aTransfer('export-freeze', { ...closed, attempt: 2 })];
    const transfers = [...others, ...(transfer ? [aTransfer('export-release', { ...transfer, attempt: 2 })] : [])];
    expect(lineOfStale({ ...row, transfers }, [...told, line])).toBe(isStale ? line : undefined);
  });
});

describe('the review of a package that is released', () => {
  const round = aRound({
    exportId: id,
    project: row.project,
    status: 'approved',
    closedAt: '2026-11-24T12:00:00.000Z',
  });
  const frozen = { ...row, round: 1, package: { digest: round.digest, count: 1, bytes: 1 } };
  const decisions = ['a', 'b'].map((letter) => aDecision(round, letter));
  const lines = decisions.map((decision) => decisionEvent(decision).id);
  const stale = (ids: readonly string[], rounds = [round], standing = decisions) =>
    staleReview(frozen, new Set(ids), rounds, standing);

  test('has a line for each decision and a row for each line', () => {
    expect(decisions.length).toBeGreaterThan(0);
    expect(stale([...told, ...lines])).toBeUndefined();
    expect(stale(lines.slice(1))?.line).toBe(lines[0]);
    const lost = `${id}.decision-1-somebody-20261124`;
    expect(stale([...lines, lost])).toMatchObject({ line: lost, why: expect.stringContaining('is gone') });
  });

  test('has the approvals that its rules ask for', () => {
    const none = stale([], [round], []);
    expect(none).toMatchObject({ line: `${id}.round-1`, why: expect.stringContaining('without the approvals') });
  });

  test.each([
    ['tells that its project wanted no approval', `${id}.3.skip-approval`, undefined],
    ['tells of another move', `${id}.3.forged`, `${id}.3.forged`],
    ['is about something else of that name', `${id}.late.skip-approval`, `${id}.2.approve`],
  ])('has a round, or a line that %s', (_what, line, expected) => {
    const { round: _, ...unasked } = frozen;
    expect(staleReview(unasked, new Set([...told, line]), [], [])?.line).toBe(expected);
  });
});

describe('a wish to withdraw', () => {
  const line = `${id}.withdrawal-2`;
  const wish = { by: 'rita', part: 'researcher', reason: 'wrong table', at: '2026-03-01T10:00:00.000Z' } as const;

  test('that the row does not know is found', () => {
    expect(wishUnknown(row, new Set([...told, line]))).toBe(line);
    expect(wishUnknown(row, new Set(told))).toBeUndefined();
    expect(wishUnknown({ ...row, withdrawal: wish }, new Set([line]))).toBeUndefined();
  });

  test('stands in its line', () => {
    const { by: actor, at, part, reason } = wish;
    expect(wishIn(anEvent(line, { actor, at, data: { part, reason } }))).toEqual(wish);
    expect(wishIn(anEvent(line, { actor, at }))).toEqual({ by: 'rita', part: 'operator', reason: '', at });
  });
});
