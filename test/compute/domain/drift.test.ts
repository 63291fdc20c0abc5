import { describe, expect, it } from 'vitest';
import { compareDrift, overdueDrift } from '../../../src/compute/domain/drift.ts';
import type { ComputeAction } from '../../../src/compute/domain/kinds.ts';
import { computeMemory } from '../../../src/compute/domain/memory.ts';
import type { Notice, PlanAlert } from '../../../src/compute/domain/notice.ts';
import type { ComputePlan } from '../../../src/compute/domain/plan.ts';

function planWith(
  actions: readonly ComputeAction[],
  waiting: readonly Notice[] = [],
  alerts: readonly PlanAlert[] = [],
): ComputePlan {
  return { project: 'genomics', actions, waiting, alerts, idle: [], notes: [], digest: 'd' };
}
const start: ComputeAction = { kind: 'start-machine', name: 'DSVM-1', reason: 'it is stopped' };
const resize: ComputeAction = { kind: 'resize-machine', name: 'dsvm-1', from: 'a', to: 'b', reason: 'it is small' };
const waiting = { compute: 'machine dsvm-1', reason: 'it is starting' };
const now = new Date('2026-06-05T12:00:00.000Z');
const known = { key: 'machine dsvm-1', since: '2026-06-05T11:55:00.000Z' };

describe('compareDrift', () => {
  it('finds a difference once, with the words of the action, and keeps since when it is open', () => {
    expect(compareDrift([], planWith([start]), now)).toEqual({
      found: [{ key: 'machine dsvm-1', reason: 'start machine DSVM-1: it is stopped' }],
      mended: [],
      open: [{ key: 'machine dsvm-1', since: '2026-06-05T12:00:00.000Z' }],
    });
    expect(compareDrift([known], planWith([start]), now)).toEqual({ found: [], mended: [], open: [known] });
  });

  it('keeps it as one difference, as old as it is, when another step follows', () => {
    expect(compareDrift([known], planWith([resize]), now)).toEqual({ found: [], mended: [], open: [known] });
  });

  it('does not call it mended while Azure is still at it', () => {
    expect(compareDrift([known], planWith([], [waiting]), now)).toEqual({ found: [], mended: [], open: [known] });
  });

  it('calls it mended when nothing is left to do', () => {
    expect(compareDrift([known], planWith([]), now)).toEqual({ found: [], mended: ['machine dsvm-1'], open: [] });
  });

  it('does not call it mended while the compute is not there and only a person can help', () => {
    const failed = { compute: 'cluster cpu', reason: 'it failed to provision', unmet: true } as const;
    expect(compareDrift([{ ...known, key: 'cluster cpu' }], planWith([], [], [failed]), now).mended).toEqual([]);
    expect(compareDrift([], planWith([], [], [failed]), now).found).toEqual([
      { key: 'cluster cpu', reason: 'it failed to provision' },
    ]);
  });

  it('calls it mended although a person is told of something else', () => {
    const image = { compute: 'machine dsvm-1', reason: 'it was made from another image' };
    expect(compareDrift([known], planWith([], [], [image]), now).mended).toEqual(['machine dsvm-1']);
  });

  it('does not take a wait for a difference', () => {
    expect(compareDrift([], planWith([], [waiting]), now)).toEqual({ found: [], mended: [], open: [] });
  });

  it('counts a difference of a row without beginnings as open since now', () => {
    const { drift } = computeMemory.parse({ created: [], seen: { machines: 1, computes: 0 }, drift: [known.key] });
    expect(compareDrift(drift, planWith([start]), now)).toEqual({
      found: [],
      mended: [],
      open: [{ key: 'machine dsvm-1', since: '2026-06-05T12:00:00.000Z' }],
    });
  });
});

describe('overdueDrift', () => {
  it.each([
    ['found by this run', '2026-06-05T12:00:00.000Z', false],
    ['open for as long as repairs take', '2026-06-05T11:30:00.000Z', false],
    ['open for longer', '2026-06-05T11:29:59.999Z', true],
  ])('judges a difference %s', (_age, since, overdue) => {
    const open = [{ key: 'machine dsvm-1', since }];
    expect(overdueDrift(open, now)).toEqual(overdue ? open : []);
  });
});
