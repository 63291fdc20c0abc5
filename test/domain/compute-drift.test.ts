import { describe, expect, it } from 'vitest';
import type { ComputeAction } from '../../src/domain/compute-action.ts';
import { compareDrift } from '../../src/domain/compute-drift.ts';
import type { ComputePlan, Notice, PlanAlert } from '../../src/domain/compute-plan.ts';

function planWith(
  actions: readonly ComputeAction[],
  waiting: readonly Notice[] = [],
  alerts: readonly PlanAlert[] = [],
): ComputePlan {
  return { project: 'genomics', actions, waiting, alerts, digest: 'd' };
}
const start: ComputeAction = { kind: 'start-machine', name: 'DSVM-1', reason: 'it is stopped' };
const resize: ComputeAction = { kind: 'resize-machine', name: 'dsvm-1', from: 'a', to: 'b', reason: 'it is small' };
const waiting = { compute: 'machine dsvm-1', reason: 'it is starting' };

describe('compareDrift', () => {
  it('finds a difference once, with the words of the action', () => {
    expect(compareDrift([], planWith([start]))).toEqual({
      found: [{ key: 'machine dsvm-1', reason: 'start machine DSVM-1: it is stopped' }],
      mended: [],
      open: ['machine dsvm-1'],
    });
    expect(compareDrift(['machine dsvm-1'], planWith([start])).found).toEqual([]);
  });

  it('keeps it as one difference when another step follows', () => {
    expect(compareDrift(['machine dsvm-1'], planWith([resize]))).toEqual({
      found: [],
      mended: [],
      open: ['machine dsvm-1'],
    });
  });

  it('does not call it mended while Azure is still at it', () => {
    expect(compareDrift(['machine dsvm-1'], planWith([], [waiting])).mended).toEqual([]);
  });

  it('calls it mended when nothing is left to do', () => {
    expect(compareDrift(['machine dsvm-1'], planWith([]))).toEqual({ found: [], mended: ['machine dsvm-1'], open: [] });
  });

  it('does not call it mended while the compute is not there and only a person can help', () => {
    const failed = { compute: 'cluster cpu', reason: 'it failed to provision', unmet: true } as const;
    expect(compareDrift(['cluster cpu'], planWith([], [], [failed])).mended).toEqual([]);
    expect(compareDrift([], planWith([], [], [failed])).found).toEqual([
      { key: 'cluster cpu', reason: 'it failed to provision' },
    ]);
  });

  it('calls it mended although a person is told of something else', () => {
    const image = { compute: 'machine dsvm-1', reason: 'it was made from another image' };
    expect(compareDrift(['machine dsvm-1'], planWith([], [], [image])).mended).toEqual(['machine dsvm-1']);
  });

  it('does not take a wait for a difference', () => {
    expect(compareDrift([], planWith([], [waiting]))).toEqual({ found: [], mended: [], open: [] });
  });
});
